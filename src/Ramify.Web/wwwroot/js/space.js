// Readers who space their text out (WCAG 1.4.12) get the picture laid out anew for that spacing. Until it comes, and
// without script, the picture keeps its own spacing, so that no text leaves its box.

/** @param {HTMLElement} views */
export function space(views) {
  const address = views.dataset.picture;
  if (!address) return;
  const styled = probe();
  views.append(styled);
  let asked = false;
  const look = async () => {
    if (asked || !isSpaced(styled)) return;
    asked = true;
    await layOut(views, address);
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

/**
 * @param {HTMLElement} views
 * @param {string} address
 */
async function layOut(views, address) {
  for (const [selector, shape] of [[".view-map.wide", "wide"], [".view-map.narrow", "narrow"]]) {
    const answer = await fetch(`${address}?spacing=wide&shape=${shape}`);
    const holder = views.querySelector(selector);
    if (!answer.ok || !holder) continue;
    const picture = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
    holder.replaceChildren(document.adoptNode(picture));
  }
}
