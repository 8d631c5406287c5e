// Shift and a drag over the ground: all that the rectangle touches is selected.

/** @param {import("./edit.js").Editor} editor */
export function marquee(editor) {
  // Before the map hears of it, which would pan.
  editor.page.addEventListener("pointerdown", event => {
    const map = event.target instanceof Element ? event.target.closest("mind-map") : null;
    if (!map || map !== editor.map || !event.shiftKey || event.button !== 0 || event.pointerType === "touch" || editor.map.nodeAt(event.clientX, event.clientY)) return;
    event.preventDefault();
    event.stopPropagation();
    draw(editor, event);
  }, true);
}

/** @param {import("./edit.js").Editor} editor @param {PointerEvent} from */
function draw(editor, from) {
  const { map } = editor, frame = document.createElement("div"), bounds = map.getBoundingClientRect();
  frame.className = "marquee";
  map.append(frame);
  map.setPointerCapture(from.pointerId);
  /** @param {PointerEvent} to */
  const area = to => ({
    left: Math.min(from.clientX, to.clientX), top: Math.min(from.clientY, to.clientY), right: Math.max(from.clientX, to.clientX), bottom: Math.max(from.clientY, to.clientY),
  });
  /** @param {PointerEvent} to */
  const move = to => {
    const { left, top, right, bottom } = area(to);
    Object.assign(frame.style, { left: `${left - bounds.left}px`, top: `${top - bounds.top}px`, width: `${right - left}px`, height: `${bottom - top}px` });
  };
  /** @param {PointerEvent} to */
  const end = to => {
    frame.remove();
    map.removeEventListener("pointermove", move);
    map.removeEventListener("pointerup", end);
    map.removeEventListener("pointercancel", end);
    if (to.type === "pointerup") editor.chooseAll(inside(map, area(to)));
  };
  map.addEventListener("pointermove", move);
  map.addEventListener("pointerup", end);
  map.addEventListener("pointercancel", end);
  // The click that ends the drag would select what is under it.
  map.addEventListener("click", event => event.stopPropagation(), { capture: true, once: true });
}

/** @param {import("../map/element.js").MindMap} map @param {{ left: number, top: number, right: number, bottom: number }} area */
function inside(map, { left, top, right, bottom }) {
  return [...map.items.keys()].filter(id => {
    const box = map.boxOf(id);
    return box && box.left < right && box.right > left && box.top < bottom && box.bottom > top;
  });
}
