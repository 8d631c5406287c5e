// The menu of a node: every edit by name, where the pointer is or below the node.

/** @param {import("./edit.js").Editor} editor */
export function menu(editor) {
  const sheet = editor.page.querySelector("[data-node-menu]");
  if (!(sheet instanceof HTMLElement)) return;
  const open = (/** @type {number} */ x, /** @type {number} */ y) => {
    sheet.showPopover();
    sheet.style.left = `${Math.max(8, Math.min(x, innerWidth - sheet.offsetWidth - 8))}px`;
    sheet.style.top = `${Math.max(8, Math.min(y, innerHeight - sheet.offsetHeight - 8))}px`;
    sheet.querySelector("button")?.focus();
  };
  editor.page.addEventListener("map-menu", event => {
    if (!(event instanceof CustomEvent)) return;
    event.preventDefault();
    // The menu key says it twice: as a key, and as a wish for the browser's own menu.
    if (sheet.matches(":popover-open")) return;
    editor.map.select(event.detail.node, { reveal: false });
    open(event.detail.x, event.detail.y);
  });
  editor.page.addEventListener("map-act", event => {
    if (!(event instanceof CustomEvent) || event.detail.action !== "menu") return;
    event.preventDefault();
    const box = editor.map.boxOf(event.detail.node ?? "");
    open(box?.left ?? 40, box?.bottom ?? 40);
  });
  // The menu gives the focus back when it closes; what was chosen comes after that, since it may take it.
  sheet.addEventListener("click", event => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    event.stopPropagation();
    sheet.hidePopover();
    setTimeout(() => editor.map.act(button.dataset.act ?? ""));
  });
  sheet.addEventListener("keydown", event => {
    const buttons = [...sheet.querySelectorAll("button")], at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const to = event.key === "ArrowDown" ? at + 1 : event.key === "ArrowUp" ? at - 1 : NaN;
    if (Number.isNaN(to)) return;
    event.preventDefault();
    buttons[(to + buttons.length) % buttons.length].focus();
  });
}
