// One line, lit in both views: a click in the map lights the outline, and the other way round.

/** @param {HTMLElement} views */
export function light(views) {
  views.dataset.lit = "";
  views.addEventListener("click", event => {
    if (!(event.target instanceof Element) || event.target.closest("a, button, label, input")) return;
    const node = nodeAt(event.target);
    if (node) lightNode(views, node);
  });
  // The other view comes with the line in sight.
  for (const choice of views.querySelectorAll("input[name=view]"))
    choice.addEventListener("change", () => showLit(views));
}

/**
 * @param {HTMLElement} views
 * @param {string} node
 */
export function lightNode(views, node) {
  for (const lit of views.querySelectorAll(".lit")) lit.classList.remove("lit");
  for (const same of views.querySelectorAll(`[data-node="${CSS.escape(node)}"]`)) same.classList.add("lit");
}

/** @param {Element} target */
function nodeAt(target) {
  const holder = target.closest("[data-node]");
  if (!(holder instanceof HTMLElement || holder instanceof SVGElement)) return null;
  // In the outline a line is its text, not the list below it.
  if (holder instanceof HTMLLIElement && !target.closest(".text, .number")) return null;
  return holder.dataset.node ?? null;
}

/** @param {HTMLElement} views */
function showLit(views) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const lit of views.querySelectorAll(".lit")) {
    lit.parentElement?.closest("details")?.setAttribute("open", "");
    if (lit.checkVisibility()) {
      lit.scrollIntoView({ block: "center", inline: "center", behavior: still ? "auto" : "smooth" });
      return;
    }
  }
}
