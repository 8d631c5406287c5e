// Map and outline of one map in step: one node lit in both, buttons and keys on one path, addresses that lead to a node.
import "./element.js";
import { MindMap } from "./element.js";

/** @param {HTMLElement} views */
export function mapViews(views) {
  unfold(views);
  const maps = [...views.querySelectorAll("mind-map")].filter(map => map instanceof MindMap);
  if (maps.length === 0) return;
  const seen = () => maps.find(map => map.checkVisibility()) ?? null;
  views.dataset.lit = "";
  buttons(views, seen);
  finds(views, seen);
  onFirst(views, "present", () => import("./present.js").then(part => {
    part.present(views, seen);
    seen()?.act("present");
  }));
  sheet(views);
  branch(views);
  views.addEventListener("map-select", event => {
    if (!(event instanceof CustomEvent)) return;
    light(views, event.detail.node);
    for (const map of maps) if (map !== event.target) map.select(event.detail.node ?? "", { focus: false, reveal: false });
    if (event.detail.node && event.target === seen()) history.replaceState(history.state, "", `#m-${event.detail.node}`);
  });
  outline(views, maps);
  for (const map of maps) formulas(map);
  address(views, maps, seen);
}

/**
 * @param {HTMLElement} views
 * @param {() => MindMap | null} seen
 */
function buttons(views, seen) {
  views.addEventListener("click", event => {
    const button = event.target instanceof Element ? event.target.closest("button[data-act]") : null;
    if (!(button instanceof HTMLButtonElement)) return;
    button.closest("details")?.removeAttribute("open");
    const map = seen();
    if (map && !map.act(button.dataset.act ?? "", null, button.dataset.key ?? "")) map.announce("Choose a node with a branch first.");
  });
}

/**
 * What few readers use comes when it is first asked for, and hears by itself from then on.
 * @param {HTMLElement} views
 * @param {string} action
 * @param {() => Promise<void>} load
 */
function onFirst(views, action, load) {
  const hear = (/** @type {Event} */ event) => {
    if (!(event instanceof CustomEvent) || event.defaultPrevented || event.detail.action !== action) return;
    event.preventDefault();
    views.removeEventListener("map-act", hear);
    load().catch(() => views.addEventListener("map-act", hear));
  };
  views.addEventListener("map-act", hear);
}

/**
 * One can type at once; what is typed is looked for when that has come.
 * @param {HTMLElement} views
 * @param {() => MindMap | null} seen
 */
function finds(views, seen) {
  const form = views.querySelector("[data-find]");
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener("submit", event => event.preventDefault());
  onFirst(views, "find", () => {
    form.hidden = false;
    form.querySelector("input")?.focus();
    return import("./find.js").then(part => part.find(views, seen));
  });
}

/** The keys, behind "?". @param {HTMLElement} views */
function sheet(views) {
  const dialog = views.querySelector("dialog[data-keys]");
  if (!(dialog instanceof HTMLDialogElement)) return;
  views.addEventListener("map-act", event => {
    if (!(event instanceof CustomEvent) || event.defaultPrevented || event.detail.action !== "help") return;
    event.preventDefault();
    dialog.showModal();
  });
}

/** Where a branch is shown alone, the way back. @param {HTMLElement} views */
function branch(views) {
  const path = views.querySelector("[data-branch]"), name = path?.querySelector("bdi");
  views.addEventListener("map-branch", event => {
    if (!(event instanceof CustomEvent) || !(path instanceof HTMLElement) || !name) return;
    const id = event.detail.branches.at(-1);
    path.hidden = id === undefined;
    if (id && event.target instanceof MindMap) name.textContent = event.target.items.get(id)?.element.querySelector("text")?.textContent ?? "";
  });
}

/**
 * @param {HTMLElement} views
 * @param {string | null} node
 */
function light(views, node) {
  for (const lit of views.querySelectorAll(".outline .lit")) lit.classList.remove("lit");
  if (node) for (const line of views.querySelectorAll(`.outline [data-node="${CSS.escape(node)}"]`)) line.classList.add("lit");
}

/**
 * @param {HTMLElement} views
 * @param {MindMap[]} maps
 */
function outline(views, maps) {
  views.addEventListener("click", event => {
    if (!(event.target instanceof Element) || event.target.closest("a, button, label, input, mind-map")) return;
    // A line is its text, not the list below it.
    const line = event.target.closest(".outline .text, .outline .number")?.closest("[data-node]");
    if (line instanceof HTMLElement) for (const map of maps) map.select(line.dataset.node ?? "", { focus: false, reveal: false });
  });
  // The other view comes with the line in sight.
  for (const choice of views.querySelectorAll("input[name=view]"))
    choice.addEventListener("change", () => showLit(views, maps));
}

/** The outline's branches are folded for phones; a wide window has room for them. @param {HTMLElement} views */
function unfold(views) {
  const isWide = matchMedia("(min-width: 761px)");
  const open = () => {
    if (isWide.matches) for (const branch of views.querySelectorAll(".outline details")) branch.setAttribute("open", "");
  };
  isWide.addEventListener("change", open);
  open();
}

/**
 * @param {HTMLElement} views
 * @param {MindMap[]} maps
 */
function showLit(views, maps) {
  const map = maps.find(m => m.checkVisibility());
  if (map) return void (map.selected && map.reveal(map.selected));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const lit of views.querySelectorAll(".outline .lit")) {
    lit.parentElement?.closest("details")?.setAttribute("open", "");
    if (lit.checkVisibility()) return lit.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  }
  return undefined;
}

/**
 * An address may end in a node: #m-ID, #o-ID or #ID.
 * @param {HTMLElement} views
 * @param {MindMap[]} maps
 * @param {() => MindMap | null} seen
 */
function address(views, maps, seen) {
  const go = () => {
    const id = /^#(?:[mso]-)?([0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-\d+)?$/i.exec(location.hash)?.[1].replaceAll("-", "").toLowerCase();
    if (!id) return;
    for (const map of maps) map.select(id, { focus: map === seen(), reveal: map === seen() });
    light(views, id);
    if (!seen()) showLit(views, maps);
  };
  addEventListener("hashchange", go);
  go();
}

/** Most maps have no formula, and load nothing for them. @param {MindMap} map */
function formulas(map) {
  const show = () => { if (map.checkVisibility() && map.tree.textContent?.includes("$")) void import("./maths.js").then(m => m.showMaths(map)).catch(() => {}); };
  map.addEventListener("map-picture", show);
  show();
}
