// Presenting: the map has the screen to itself, and the camera goes from heading to heading in reading order, each with its children.
import { frame } from "./actions.js";

/** @typedef {import("./element.js").MindMap} MindMap */

/**
 * @param {HTMLElement} views
 * @param {() => MindMap | null} mapOf
 */
export function present(views, mapOf) {
  const bar = views.querySelector("[data-present]"), place = bar?.querySelector("output"), stage = views.querySelector("[data-stage]");
  if (!(bar instanceof HTMLElement) || !place || !(stage instanceof HTMLElement)) return;
  /** @type {string[]} */ let steps = [];
  let at = 0;

  /** @param {number} to */
  const go = async to => {
    const map = mapOf();
    if (!map || steps.length === 0) return;
    at = Math.min(Math.max(0, to), steps.length - 1);
    place.textContent = `${at + 1} of ${steps.length}`;
    await frame(map, steps[at]);
  };
  const begin = async () => {
    const map = mapOf();
    if (!map) return;
    const headings = map.source?.nodes ? await map.source.nodes("") : [...map.items.values()].filter(i => i.isOpen).map(i => i.id);
    steps = headings.length > 0 ? headings : [...map.items.keys()];
    views.classList.add("presenting");
    map.hasRoom = true;
    bar.hidden = false;
    bar.querySelector("button")?.focus();
    // The stage has another size now; the camera must know it first.
    requestAnimationFrame(() => void go(Math.max(0, steps.indexOf(map.selected ?? ""))));
  };
  const end = () => {
    if (bar.hidden) return;
    const map = mapOf();
    views.classList.remove("presenting");
    bar.hidden = true;
    if (!map) return;
    map.hasRoom = false;
    requestAnimationFrame(() => { map.takeFocus(); map.fit(); });
  };
  views.addEventListener("map-act", event => {
    if (!(event instanceof CustomEvent) || event.defaultPrevented || event.detail.action !== "present") return;
    event.preventDefault();
    void begin();
  });
  // Before the map sees them.
  stage.addEventListener("keydown", event => {
    if (bar.hidden) return;
    const by = { ArrowRight: 1, ArrowDown: 1, " ": 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }[event.key];
    if (event.key === "Escape") end();
    else if (by && !(event.key === " " && event.target instanceof HTMLButtonElement)) void go(at + by);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
  // Nothing outside the stage is seen, so nothing outside has the focus.
  stage.addEventListener("focusout", event => {
    if (!bar.hidden && event.relatedTarget instanceof Node && !stage.contains(event.relatedTarget)) end();
  });
  bar.querySelector("[data-present-back]")?.addEventListener("click", () => void go(at - 1));
  bar.querySelector("[data-present-on]")?.addEventListener("click", () => void go(at + 1));
  bar.querySelector("[data-present-end]")?.addEventListener("click", end);
}
