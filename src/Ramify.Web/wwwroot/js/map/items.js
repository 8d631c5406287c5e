// The nodes that the picture holds, as the surface needs them: where each lies and which hangs from which, read from the SVG.
import { originOf } from "./picture.js";

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */
/** @typedef {{ id: string, element: SVGGElement, box: Box, level: number, parent: Item | null, isOpen: boolean, isFolded: boolean, folds: boolean }} Item */

/**
 * In reading order, by id.
 * @param {SVGSVGElement} tree
 * @returns {Map<string, Item>}
 */
export function itemsOf(tree) {
  /** @type {Map<string, Item>} */
  const items = new Map();
  /** @type {Item[]} */
  const path = [];
  const origin = originOf(tree);
  for (const element of tree.querySelectorAll("[role=treeitem]")) {
    if (!(element instanceof SVGGElement)) continue;
    const item = itemOf(element, origin);
    // A window leaves nodes out, so it names the parents, which need not be there; in a whole picture the one above in the order is it.
    const parent = element.dataset.parent;
    item.parent = (parent === undefined ? path[item.level - 1] : items.get(parent)) ?? null;
    path[item.level] = item;
    items.set(item.id, item);
  }
  return items;
}

/**
 * @param {SVGGElement} element
 * @param {{ x: number, y: number }} origin
 * @returns {Item}
 */
function itemOf(element, origin) {
  const expanded = element.getAttribute("aria-expanded");
  return {
    id: element.dataset.node ?? "", element, box: boxOf(element, origin), level: Number(element.getAttribute("aria-level")), parent: null,
    isOpen: expanded === "true", isFolded: expanded === "false",
    // The centre and its trunk are the map itself.
    folds: expanded !== null && !element.matches(".centre, .trunk"),
  };
}

/**
 * @param {SVGGElement} element
 * @param {{ x: number, y: number }} origin
 */
function boxOf(element, origin) {
  const ring = element.querySelector(".focus");
  const [x, y, width, height] = ["x", "y", "width", "height"].map(name => Number(ring?.getAttribute(name) ?? 0));
  // The ring stands 2 px outside; the name of a far branch is larger than its box, about its middle.
  const larger = Number(element.dataset.larger ?? 1), [w, h] = [(width - 4) * larger, (height - 4) * larger];
  return { x: origin.x + x + (width - w) / 2, y: origin.y + y + (height - h) / 2, width: w, height: h };
}

/** @param {Box} box */
export const middleOf = box => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/**
 * The smallest box around a node and its children.
 * @param {Iterable<Item>} items
 * @param {Item} item
 * @returns {Box}
 */
export function familyOf(items, item) {
  const boxes = [item, ...[...items].filter(other => other.parent === item)].map(i => i.box);
  const [x, y] = [Math.min(...boxes.map(b => b.x)), Math.min(...boxes.map(b => b.y))];
  return { x, y, width: Math.max(...boxes.map(b => b.x + b.width)) - x, height: Math.max(...boxes.map(b => b.y + b.height)) - y };
}

/**
 * The node at a point, else the nearest within reach: small boxes are still targets.
 * @param {Iterable<Item>} items
 * @param {{ x: number, y: number }} point
 * @param {number} reach
 */
export function itemAt(items, point, reach) {
  let best = null, least = reach;
  for (const item of items) {
    const away = distance(item.box, point);
    if (away === 0) return item;
    if (away < least) [best, least] = [item, away];
  }
  return best;
}

/**
 * @param {Box} box
 * @param {{ x: number, y: number }} point
 */
function distance(box, point) {
  const dx = Math.max(box.x - point.x, 0, point.x - box.x - box.width);
  const dy = Math.max(box.y - point.y, 0, point.y - box.y - box.height);
  return Math.hypot(dx, dy);
}
