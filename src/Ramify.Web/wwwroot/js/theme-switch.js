// The small switch between light and dark; the choice is kept in this browser.

/** @param {Document} page */
export function switchTheme(page) {
  const button = page.querySelector("[data-theme-switch]");
  if (!(button instanceof HTMLButtonElement)) return;
  const root = page.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* Kept for this page only. */ }
    show();
  });
  system.addEventListener("change", show);
  show();
}
