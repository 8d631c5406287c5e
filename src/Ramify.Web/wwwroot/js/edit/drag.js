// A node in the hand: it goes before, into or after the node it is let go over; with Alt that one becomes a second parent.

/** @param {import("./edit.js").Editor} editor */
export function drag(editor) {
  /** @type {Element | null} */
  let over = null;
  editor.page.addEventListener("map-drag", event => {
    if (!(event instanceof CustomEvent)) return;
    event.preventDefault();
    const { phase, node, over: at, alt } = event.detail;
    over?.removeAttribute("data-drop");
    over = phase === "move" && at && at.node !== node ? editor.map.items.get(at.node)?.element ?? null : null;
    over?.setAttribute("data-drop", alt ? "link" : at.zone);
    if (phase === "start" && !editor.map.selection.includes(node)) editor.map.select(node, { reveal: false });
    if (phase === "end" && at && at.node !== node) editor.show(editor.bridge.MoveTo(at.node, at.zone, alt));
  });
}
