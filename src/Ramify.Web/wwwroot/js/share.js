// Copy, the system's own share sheet, and print: shown where they work.

/** @param {Document} page */
export function share(page) {
  for (const button of page.querySelectorAll("[data-print]")) reveal(button, () => print());
  for (const button of page.querySelectorAll("[data-copy]"))
    if (navigator.clipboard && button instanceof HTMLButtonElement) reveal(button, () => copy(page, button));
  for (const button of page.querySelectorAll("[data-share]"))
    if (navigator.share) reveal(button, () => navigator.share({ title: page.title, url: addressIn(page, button, "data-share") }).catch(() => { /* The reader changed their mind. */ }));
  page.addEventListener("keydown", event => {
    if (event.key === "Escape") for (const menu of page.querySelectorAll("details.menu[open]")) close(menu);
  });
}

/**
 * @param {Element} button
 * @param {() => void} act
 */
function reveal(button, act) {
  if (!(button instanceof HTMLButtonElement)) return;
  button.hidden = false;
  button.addEventListener("click", act);
}

/**
 * @param {Document} page
 * @param {HTMLButtonElement} button
 */
async function copy(page, button) {
  const said = button.parentElement?.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(addressIn(page, button, "data-copy"));
    if (said) said.textContent = "Copied";
  } catch {
    if (said) said.textContent = "Select the address and copy it";
  }
}

/**
 * @param {Document} page
 * @param {Element} button
 * @param {string} names the attribute that names the field with the address
 */
function addressIn(page, button, names) {
  const field = page.getElementById(button.getAttribute(names) ?? "");
  return field instanceof HTMLInputElement ? field.value : location.href;
}

/** @param {Element} menu */
function close(menu) {
  menu.removeAttribute("open");
  const summary = menu.querySelector("summary");
  if (summary instanceof HTMLElement) summary.focus();
}
