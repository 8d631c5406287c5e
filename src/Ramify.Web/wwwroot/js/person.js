// Cached pages are the same for everybody; where somebody has signed in with this browser, the name is asked for and shown.
const Hint = "signed-in";

/** @param {Document} page */
export function person(page) {
  const link = page.querySelector("[data-account]");
  if (!(link instanceof HTMLElement)) return;
  for (const button of page.querySelectorAll("[data-sign-out]")) button.addEventListener("click", () => remember(null));
  if (link.hasAttribute("data-signed-in")) remember("yes");
  else if (remembered()) void show(link);
}

/** @param {HTMLElement} link */
async function show(link) {
  const response = await fetch("/account/me", { headers: { Accept: "application/json" } });
  if (response.status !== 200) return remember(null);
  const { name } = await response.json();
  link.textContent = name;
  link.title = "Your account";
}

function remembered() {
  try { return localStorage.getItem(Hint); } catch { return null; }
}

/** @param {string | null} value */
function remember(value) {
  try {
    if (value) localStorage.setItem(Hint, value);
    else localStorage.removeItem(Hint);
  } catch { /* A browser that keeps nothing shows no name. */ }
}
