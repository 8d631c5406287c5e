// What the surface itself draws on the picture: the selected node's ring is a class of the picture's own style; beside it stands
// a mark to fold the branch away.
import { originOf } from "./picture.js";

/** @typedef {import("./items.js").Item} Item */

const Svg = "http://www.w3.org/2000/svg";

/**
 * @param {SVGSVGElement} tree
 * @param {Item} item
 * @param {Item[]} items
 */
export function mark(tree, item, items) {
  item.element.classList.add("lit");
  item.element.setAttribute("aria-selected", "true");
  const children = items.filter(other => other.parent === item);
  const at = item.isOpen && item.folds ? outside(item, children) : null;
  if (at) tree.append(foldMark(item, at, originOf(tree)));
}

/** @param {SVGSVGElement} tree */
export function unmark(tree) {
  for (const lit of tree.querySelectorAll("[role=treeitem].lit")) {
    lit.classList.remove("lit");
    lit.removeAttribute("aria-selected");
  }
  for (const match of tree.querySelectorAll(".found")) match.classList.remove("found");
  for (const own of tree.querySelectorAll(".unfolded")) own.remove();
}

/**
 * Where the branch leaves the node; null for a centre with children all around it.
 * @param {Item} item
 * @param {Item[]} children
 */
function outside({ box }, children) {
  const middle = box.y + box.height / 2;
  if (children.length === 0) return null;
  if (children.every(c => c.box.x >= box.x + box.width)) return { x: box.x + box.width + 14, y: middle };
  if (children.every(c => c.box.x + c.box.width <= box.x)) return { x: box.x - 14, y: middle };
  if (children.every(c => c.box.y >= box.y + box.height)) return { x: box.x + box.width / 2, y: box.y + box.height + 14 };
  return null;
}

/**
 * @param {Item} item
 * @param {{ x: number, y: number }} at
 * @param {{ x: number, y: number }} origin
 */
function foldMark(item, at, origin) {
  const group = document.createElementNS(Svg, "g");
  const colour = [...item.element.classList].find(name => /^c\d$/.test(name)) ?? "c0";
  group.setAttribute("class", `mark fold unfolded ${colour}`);
  group.setAttribute("aria-hidden", "true");
  group.dataset.fold = item.id;
  const [x, y] = [at.x - origin.x, at.y - origin.y];
  group.append(path("dot", `M${x} ${y}h0`), path("minus", `M${x - 4.5} ${y}h9`));
  return group;
}

/**
 * @param {string} name
 * @param {string} data
 */
function path(name, data) {
  const path = document.createElementNS(Svg, "path");
  path.setAttribute("class", name);
  path.setAttribute("d", data);
  return path;
}
