// The key table as the page's sheet has it (Ramify.Keys.KeyTable wrote it): which action a key means.

/** @typedef {{ action: string, mode: string, key: string }} Binding */

/**
 * @param {ParentNode} page
 * @returns {Map<string, Binding[]>}
 */
export function bindingsOf(page) {
  /** @type {Map<string, Binding[]>} */
  const bindings = new Map();
  for (const row of page.querySelectorAll("[data-keys] [data-action]")) {
    if (!(row instanceof HTMLElement)) continue;
    for (const key of (row.dataset.map ?? "").split(" ").filter(k => k))
      bindings.set(key, [...bindings.get(key) ?? [], { action: row.dataset.action ?? "", mode: row.dataset.mode ?? "read", key }]);
  }
  return bindings;
}

/**
 * A key press as the table writes it: "Ctrl+Shift+Z", "Shift+1", "?".
 * @param {KeyboardEvent} event
 */
export function keyName(event) {
  const byPlace = event.shiftKey && /^Digit[1-9]$/.test(event.code);
  const key = byPlace ? event.code.slice(5) : event.key === " " ? "Space" : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  // A sign is itself, whichever keys write it on this keyboard.
  const isSign = key.length === 1 && !byPlace && !/[\p{L}\d]/u.test(key);
  const hasThirdLevel = event.getModifierState("AltGraph");
  return ((event.ctrlKey || event.metaKey) && !hasThirdLevel ? "Ctrl+" : "") + (event.altKey && !hasThirdLevel ? "Alt+" : "")
    + (event.shiftKey && !isSign ? "Shift+" : "") + key;
}

/** Whether a key press writes something. @param {KeyboardEvent} event */
export const writes = event => [...event.key].length === 1 && event.key !== " " && !((event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState("AltGraph"));
