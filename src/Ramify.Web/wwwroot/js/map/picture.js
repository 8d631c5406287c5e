// Takes a picture over that a source has written: what is equal stays in the page, so that focus and painted text stay too.

/**
 * @param {string} text The SVG as SvgWriter writes it for a page.
 * @returns {SVGSVGElement}
 */
export function parse(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  if (!(root instanceof SVGSVGElement)) throw new Error("The picture cannot be read.");
  return root;
}

/**
 * The whole map's rectangle, of which the picture shows a part or all.
 * @param {SVGSVGElement} tree
 */
export function extentOf(tree) {
  const [x, y, width, height] = numbersOf(tree.dataset.extent ?? tree.getAttribute("viewBox") ?? "0 0 1 1");
  return { x, y, width: Math.max(1, width), height: Math.max(1, height) };
}

/**
 * The part of the map that the picture holds.
 * @param {SVGSVGElement} tree
 */
export function partOf(tree) {
  const origin = originOf(tree), [x, y, width, height] = numbersOf(tree.getAttribute("viewBox") ?? "0 0 1 1");
  return { x: x + origin.x, y: y + origin.y, width, height };
}

/**
 * The place in the map from which the picture counts: browsers reckon places in single precision, which does not reach far.
 * @param {SVGSVGElement} tree
 */
export function originOf(tree) {
  const [x, y] = numbersOf(tree.dataset.origin ?? "0 0");
  return { x, y };
}

/** @param {string} text */
const numbersOf = text => text.split(" ").map(Number);

/**
 * Gives the tree in the page the content of another, keeping each node that is the same.
 * @param {SVGSVGElement} tree
 * @param {SVGSVGElement} next
 */
export function takeOver(tree, next) {
  const kept = sameIn(tree, next);
  for (const child of [...tree.children]) if (kept.get(child.id) !== child) child.remove();
  let cursor = tree.firstElementChild;
  for (const made of [...next.children]) {
    const child = kept.get(made.id) ?? document.adoptNode(made);
    // What stands in its place is not touched: an element that moves loses the focus.
    if (child === cursor) cursor = cursor.nextElementSibling;
    else tree.insertBefore(child, cursor);
  }
  for (const name of ["aria-label", "data-extent", "data-origin", "letter-spacing", "word-spacing"]) {
    const value = next.getAttribute(name);
    if (value === null) tree.removeAttribute(name);
    else tree.setAttribute(name, value);
  }
}

/**
 * @param {SVGSVGElement} tree
 * @param {SVGSVGElement} next
 * @returns {Map<string, Element>}
 */
function sameIn(tree, next) {
  const old = new Map([...tree.children].filter(child => child.id).map(child => [child.id, child]));
  const same = new Map();
  if (tree.dataset.origin !== next.dataset.origin) return same;
  for (const made of next.children) {
    const child = old.get(made.id);
    if (child?.isEqualNode(made)) same.set(made.id, child);
  }
  return same;
}
