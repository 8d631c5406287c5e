// Before the page is painted: the colours that the reader chose last time, else the system's.
{
  const root = document.documentElement;
  /** @returns {string | null} */
  const remembered = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const chosen = remembered();
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
}
