// Finding in the map: how many, one after the other, matches lit and the rest dimmed; what hides a match is open for the while.

/** @typedef {import("./element.js").MindMap} MindMap */

/**
 * @param {HTMLElement} views
 * @param {() => MindMap | null} mapOf The map that is seen.
 */
export function find(views, mapOf) {
  const form = views.querySelector("[data-find]");
  const field = form?.querySelector("input"), count = form?.querySelector("output");
  if (!(form instanceof HTMLFormElement) || !field || !count) return;
  /** @type {string[]} */ let found = [];
  let at = -1, asked = 0, searching = Promise.resolve();

  const light = () => {
    const map = mapOf();
    if (!map || form.hidden) return;
    map.classList.toggle("finding", found.length > 0);
    for (const id of found) map.items.get(id)?.element.classList.add("found");
  };
  const say = () => {
    const words = field.value.trim();
    count.textContent = words === "" ? "" : found.length === 0 ? "Not found" : at < 0 ? `${found.length} found` : `${at + 1} of ${found.length}`;
  };
  const search = async () => {
    const map = mapOf(), number = ++asked, words = field.value.trim();
    const answer = words === "" || !map ? [] : await matches(map, words);
    if (number !== asked || !map) return;
    clear(map);
    [found, at] = [answer, -1];
    light();
    say();
  };
  /** @param {number} by */
  const step = async by => {
    // Enter may come before the answer to the last letter.
    await searching;
    const map = mapOf();
    if (!map || found.length === 0) return;
    at = (at + by + found.length) % found.length;
    say();
    map.select(found[at], { focus: false, reveal: false });
    await map.reveal(found[at]);
    map.select(found[at], { focus: false, reveal: false });
    light();
  };
  const close = () => {
    const map = mapOf();
    form.hidden = true;
    found = [];
    if (!map) return;
    clear(map);
    // What was open for the while folds again, around the match that was chosen last.
    if (map.source && map.shows) void Promise.resolve(map.release()).then(() => map.takeFocus());
    else map.takeFocus();
  };
  views.addEventListener("map-act", event => {
    if (!(event instanceof CustomEvent) || event.detail.action !== "find" || event.defaultPrevented) return;
    // Again for the browser's own.
    if (!form.hidden && form.contains(document.activeElement)) return;
    event.preventDefault();
    form.hidden = false;
    field.select();
    field.focus();
  });
  views.addEventListener("map-picture", light);
  field.addEventListener("input", () => { searching = search(); });
  form.addEventListener("submit", () => void step(1));
  form.addEventListener("keydown", event => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.shiftKey) void step(-1);
    else return;
    event.preventDefault();
  });
  form.querySelector("[data-find-back]")?.addEventListener("click", () => void step(-1));
  form.querySelector("[data-find-close]")?.addEventListener("click", close);
  // It came because somebody wants to find something, and may have typed it already.
  searching = search();
}

/** @param {MindMap} map */
function clear(map) {
  map.classList.remove("finding");
  for (const match of map.tree.querySelectorAll(".found")) match.classList.remove("found");
}

/**
 * @param {MindMap} map
 * @param {string} words
 */
async function matches(map, words) {
  if (map.source?.nodes) return await map.source.nodes(words);
  // A picture without a source is all there is.
  const plain = (/** @type {string | null} */ text) => (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return [...map.items.values()].filter(item => plain(item.element.textContent).includes(plain(words))).map(item => item.id);
}
