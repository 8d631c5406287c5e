// Readers who space their text out (WCAG 1.4.12) get the picture laid out anew for that spacing. Until it comes, and
// without script, the picture keeps its own spacing, so that no text leaves its box.
import { MindMap } from "./map/element.js";

/** @param {HTMLElement} views */
export function space(views) {
  const maps = [...views.querySelectorAll("mind-map[data-source]")].filter(map => map instanceof MindMap);
  if (maps.length === 0) return;
  const styled = probe();
  views.append(styled);
  const look = () => {
    if (!isSpaced(styled)) return;
    for (const map of maps.filter(m => !m.spaced)) {
      map.spaced = true;
      void map.refresh({ fit: true });
    }
  };
  // The width of its words changes with the spacing of its letters, whoever changed it and when.
  new ResizeObserver(look).observe(styled);
}

function probe() {
  const span = document.createElement("span");
  span.className = "probe";
  span.setAttribute("aria-hidden", "true");
  span.textContent = "spacing of letters";
  return span;
}

/** @param {HTMLElement} styled */
function isSpaced(styled) {
  const { letterSpacing, wordSpacing, fontSize } = getComputedStyle(styled);
  const em = parseFloat(fontSize);
  return (parseFloat(letterSpacing) || 0) > 0.02 * em || (parseFloat(wordSpacing) || 0) > 0.04 * em;
}
