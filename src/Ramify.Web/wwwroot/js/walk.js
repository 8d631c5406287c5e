// The map by keyboard: one stop for Tab, then arrows in reading order, left and right along the branch (ARIA tree pattern).
import { lightNode } from "./light.js";

/** @param {HTMLElement} views */
export function walk(views) {
  for (const tree of views.querySelectorAll("svg[role=tree]"))
    if (tree instanceof SVGSVGElement) tree.addEventListener("keydown", event => onKey(views, tree, event));
}

/**
 * @param {HTMLElement} views
 * @param {SVGSVGElement} tree
 * @param {KeyboardEvent} event
 */
function onKey(views, tree, event) {
  if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof SVGElement)) return;
  const items = [...tree.querySelectorAll("[role=treeitem]")].filter(item => item instanceof SVGElement);
  const at = items.indexOf(event.target);
  if (at < 0) return;
  if (event.key === "Enter" || event.key === " ") lightNode(views, event.target.dataset.node ?? "");
  else if (!go(items, at, event.key)) return;
  event.preventDefault();
}

/**
 * @param {SVGElement[]} items
 * @param {number} at
 * @param {string} key
 */
function go(items, at, key) {
  const level = levelOf(items[at]);
  const next = key === "ArrowDown" ? at + 1
    : key === "ArrowUp" ? at - 1
    : key === "Home" ? 0
    : key === "End" ? items.length - 1
    : key === "ArrowRight" ? (items[at + 1] && levelOf(items[at + 1]) > level ? at + 1 : at)
    : key === "ArrowLeft" ? items.findLastIndex((item, i) => i < at && levelOf(item) < level)
    : NaN;
  if (Number.isNaN(next)) return false;
  const item = items[next];
  if (!item) return true;
  items[at].setAttribute("tabindex", "-1");
  item.setAttribute("tabindex", "0");
  item.focus();
  return true;
}

/** @param {Element} item */
const levelOf = item => Number(item.getAttribute("aria-level"));
