// What readers can do, by the key table's names. Each answers whether it did something; what it did not do is the browser's.
import { neighbour } from "./walk.js";
import { familyOf } from "./items.js";

/** @typedef {import("./element.js").MindMap} MindMap */

const Step = 1.25;

/** @type {Record<string, (map: MindMap, key: string) => boolean>} */
export const actions = {
  "go-up": map => go(map, "up"),
  "go-down": map => go(map, "down"),
  "go-left": map => go(map, "left"),
  "go-right": map => go(map, "right"),
  root: map => choose(map, map.items.values().next().value),
  fold: map => fold(map, map.selected),
  "fold-level": (map, key) => foldToLevel(map, Number(key.slice(-1))),
  "open-siblings": foldSiblings,
  "focus-branch": focusBranch,
  "leave-branch": leaveBranch,
  "zoom-in": map => done(map.zoomTo(map.view.scale * Step)),
  "zoom-out": map => done(map.zoomTo(map.view.scale / Step)),
  "actual-size": map => done(map.zoomTo(1)),
  fit: map => done(map.fit()),
};

/** @param {unknown} _ */
const done = _ => true;

/**
 * @param {MindMap} map
 * @param {import("./walk.js").Way} way
 */
function go(map, way) {
  const from = map.items.get(map.selected ?? "");
  if (!from) return choose(map, map.items.values().next().value);
  const to = neighbour([...map.items.values()], from, way);
  if (to === "open") return fold(map, from.id);
  // In a window of a large map the parent may be far away.
  const parent = from.parent ? null : from.element.dataset.parent;
  if (!to && parent) return done(map.select(parent));
  if (!to) map.announce("There is nothing further that way.");
  return to ? choose(map, to) : true;
}

/**
 * @param {MindMap} map
 * @param {import("./items.js").Item | undefined} item
 */
function choose(map, item) {
  if (item) map.select(item.id);
  return item !== undefined;
}

/**
 * @param {MindMap} map
 * @param {string | null} id
 */
function fold(map, id) {
  const item = map.items.get(id ?? "");
  if (!item || !map.source) return false;
  if (!item.folds) return done(map.announce("There is nothing to fold here."));
  put(map, item);
  map.announce(item.isOpen ? "Folded" : "Opened");
  void map.refresh({ anchor: id });
  return true;
}

/** @param {MindMap} map @param {import("./items.js").Item} item */
function put(map, { id, isOpen }) {
  const { open, shut } = map.folds;
  // What is shown for the while would open it again, where it lies below: then the way to the branch itself is kept open.
  if (isOpen && map.shown !== null && !isBeside(map, map.shown, id)) map.shown = id;
  (isOpen ? open : shut).delete(id);
  (isOpen ? shut : open).add(id);
}

/**
 * Whether a node is seen not to lie below another.
 * @param {MindMap} map
 * @param {string} node
 * @param {string} head
 */
function isBeside(map, node, head) {
  let at = map.items.get(node) ?? null;
  if (!at) return false;
  while (at && at.id !== head) at = at.parent;
  return at === null;
}

/**
 * @param {MindMap} map
 * @param {number} level
 */
function foldToLevel(map, level) {
  if (!map.source || !(level >= 1)) return false;
  map.folds.open.clear();
  map.folds.shut.clear();
  map.folds.level = level;
  map.shown = null;
  map.announce(`Folded to ${level} ${level === 1 ? "level" : "levels"}`);
  void map.refresh({ fit: true });
  return true;
}

/** All beside the selected node as it will be itself. @param {MindMap} map */
function foldSiblings(map) {
  const item = map.items.get(map.selected ?? "");
  if (!item || !map.source) return false;
  const beside = [...map.items.values()].filter(other => other.parent === item.parent && other.folds);
  const opens = beside.some(other => other.isFolded);
  for (const other of beside) if (other.isFolded === opens) put(map, other);
  map.announce(opens ? "Opened, and all beside it" : "Folded, and all beside it");
  void map.refresh();
  return true;
}

/** @param {MindMap} map */
function focusBranch(map) {
  const id = map.selected;
  if (!id || !map.source || map.branches.at(-1) === id) return false;
  map.branches.push(id);
  return showBranch(map, id);
}

/** @param {MindMap} map */
function leaveBranch(map) {
  const left = map.branches.pop();
  return left !== undefined && showBranch(map, left);
}

/** @param {MindMap} map @param {string} id */
function showBranch(map, id) {
  map.announce(map.branches.length > 0 ? "This branch alone" : "The whole map");
  void Promise.resolve(map.refresh({ fit: true })).then(() => {
    map.select(id, { reveal: map.branches.length === 0 });
    map.tell("map-branch", { branches: map.branches });
  });
  return true;
}

/** Shows a node with its children as large as they fit, for those who present. @param {MindMap} map @param {string} id */
export async function frame(map, id) {
  if (!map.items.has(id)) await map.reveal(id);
  const item = map.items.get(id);
  if (!item) return;
  map.select(id, { reveal: false });
  const box = familyOf(map.items.values(), item), { clientWidth, clientHeight } = map;
  const scale = map.camera.bounded(Math.min(2, clientWidth * 0.9 / box.width, clientHeight * 0.9 / box.height));
  map.camera.glide(map.camera.centred(box, scale));
}
