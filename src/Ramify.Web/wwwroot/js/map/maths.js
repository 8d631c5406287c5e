// LaTeX between dollar signs, shown as MathML. Temml builds it by calls of the DOM; what it does not understand stays as it was written.

/** @typedef {{ render(tex: string, into: Element, options?: object): void }} Temml */

// These two Temml writes with a style attribute, which the policy of the page refuses; the same by other means.
const WithoutStyles = { "\\pmb": "\\boldsymbol{#1}", "\\sideset": "{}#1{{#3}#2}" };

/** @type {Promise<Temml> | null} */
let loading = null;
const Svg = "http://www.w3.org/2000/svg", Formula = /\$([^$\n]{1,2000})\$/;

/** @param {import("./element.js").MindMap} map */
export async function showMaths(map) {
  const nodes = [...map.items.values()].filter(item => Formula.test(item.element.querySelector("text")?.textContent ?? "") && !item.element.querySelector("foreignObject"));
  if (nodes.length === 0) return;
  const temml = await (loading ??= load());
  for (const { element } of nodes) if (element.isConnected) show(temml, element);
}

/** @returns {Promise<Temml>} */
function load() {
  const script = document.createElement("script");
  script.src = new URL("../vendor/temml.js", import.meta.url).href;
  return new Promise((resolve, reject) => {
    script.onload = () => resolve(/** @type {any} */ (globalThis).temml);
    script.onerror = () => reject(new Error("The formulas cannot be shown."));
    document.head.append(script);
  });
}

/**
 * @param {Temml} temml
 * @param {SVGGElement} element
 */
function show(temml, element) {
  const text = element.querySelector("text"), node = element.querySelector(".focus");
  if (!text || !(node instanceof SVGGraphicsElement)) return;
  // As wide as the text was, which leaves a branch its number, and as high as the node.
  const { x, width } = text.getBBox(), { y, height } = node.getBBox();
  const line = document.createElement("div"), frame = document.createElementNS(Svg, "foreignObject");
  // Every second part is a formula.
  for (const [i, part] of (text.textContent ?? "").split(new RegExp(Formula, "g")).entries()) {
    const piece = document.createElement("span");
    if (i % 2 === 0 || !isShown(temml, part, piece)) piece.textContent = i % 2 === 0 ? part : `$${part}$`;
    line.append(piece);
  }
  for (const [name, value] of Object.entries({ x, y, width, height })) frame.setAttribute(name, String(value));
  const look = getComputedStyle(text);
  Object.assign(line.style, { color: look.fill, fontSize: look.fontSize, fontWeight: look.fontWeight });
  line.className = "maths";
  frame.append(line);
  element.append(frame);
  text.setAttribute("visibility", "hidden");
  const scale = Math.min(1, width / line.scrollWidth, height / line.scrollHeight);
  if (scale < 1) line.style.zoom = String(scale);
}

/** @param {Temml} temml @param {string} tex @param {Element} into */
function isShown(temml, tex, into) {
  try {
    temml.render(tex, into, { throwOnError: true, maxExpand: 500, maxSize: [10, 10], macros: { ...WithoutStyles } });
    return true;
  } catch {
    return false;
  }
}
