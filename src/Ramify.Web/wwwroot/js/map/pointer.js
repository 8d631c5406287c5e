// Mouse, pen and fingers. Dragging the ground pans; the wheel scrolls the page unless the map has the focus or Ctrl is held;
// one finger scrolls the page, two move and pinch the map.

const RestAfter = 140, Slop = 4;

/** Maps whose next click belongs to the drag that it ends. @type {WeakSet<EventTarget>} */
const dragged = new WeakSet();

/** @param {import("./element.js").MindMap} map */
export function pointer(map) {
  // Before the click comes a press selects, and ends what was written: the picture may move.
  let had = map.selected, hit = "";
  map.addEventListener("pointerdown", event => {
    had = map.selected;
    hit = map.nodeAt(event.clientX, event.clientY)?.node ?? "";
    press(map, event);
  });
  map.addEventListener("wheel", event => wheel(map, event), { passive: false });
  map.addEventListener("click", event => click(map, event, had, hit));
  map.addEventListener("dblclick", event => {
    const node = map.nodeAt(event.clientX, event.clientY)?.node;
    if (node && !isCoarse()) map.tell("map-open", { node });
  });
  map.addEventListener("contextmenu", event => {
    const node = map.nodeAt(event.clientX, event.clientY)?.node;
    if (node && !map.tell("map-menu", { node, x: event.clientX, y: event.clientY })) event.preventDefault();
  });
  fingers(map);
}

/**
 * @param {import("./element.js").MindMap} map
 * @param {PointerEvent} event
 */
function press(map, event) {
  if (event.button !== 0 || event.pointerType === "touch" || isControl(event.target)) return;
  dragged.delete(map);
  const node = map.nodeAt(event.clientX, event.clientY)?.node ?? null;
  const carries = map.editable && node !== null;
  let [x, y] = [event.clientX, event.clientY], isDrag = false;
  const move = (/** @type {PointerEvent} */ now) => {
    if (!isDrag && Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) < Slop) return;
    if (!isDrag) {
      isDrag = true;
      map.setPointerCapture(event.pointerId);
      if (carries) drag(map, "start", node, event);
    }
    if (carries) drag(map, "move", node, now);
    else {
      map.slide(x - now.clientX, y - now.clientY);
      [x, y] = [now.clientX, now.clientY];
    }
  };
  const end = (/** @type {PointerEvent} */ now) => {
    map.removeEventListener("pointermove", move);
    map.removeEventListener("pointerup", end);
    map.removeEventListener("pointercancel", end);
    if (!isDrag) return;
    if (carries) drag(map, now.type === "pointerup" ? "end" : "cancel", node, now);
    else map.camera.rest();
    dragged.add(map);
  };
  map.addEventListener("pointermove", move);
  map.addEventListener("pointerup", end);
  map.addEventListener("pointercancel", end);
}

/**
 * @param {import("./element.js").MindMap} map
 * @param {string} phase
 * @param {string} node
 * @param {PointerEvent} event
 */
function drag(map, phase, node, event) {
  const over = map.nodeAt(event.clientX, event.clientY);
  map.tell("map-drag", { phase, node, over, alt: event.altKey, x: event.clientX, y: event.clientY });
}

/**
 * @param {import("./element.js").MindMap} map
 * @param {MouseEvent} event
 * @param {string | null} had What was selected before.
 * @param {string} hit What the press hit.
 */
function click(map, event, had, hit) {
  if (isControl(event.target) || dragged.has(map)) return undefined;
  const mark = event.target instanceof Element ? event.target.closest("[data-fold]") : null;
  if (mark instanceof SVGElement) {
    map.select(mark.dataset.fold ?? "", { focus: true });
    return void map.act("fold");
  }
  // A click on the ground gives the map the focus: the keys and the wheel are its own then.
  if (!map.items.has(hit)) return map.takeFocus();
  if (event.target instanceof Element && event.target.closest("a")) return undefined;
  // A finger's second tap writes, however soon it comes.
  if (had === hit && isCoarse() && !map.tell("map-open", { node: hit })) return undefined;
  return void map.select(hit, { focus: true, add: map.editable && (event.ctrlKey || event.metaKey) });
}

/**
 * @param {import("./element.js").MindMap} map
 * @param {WheelEvent} event
 */
function wheel(map, event) {
  if (!event.ctrlKey && !map.matches(":focus-within")) return;
  event.preventDefault();
  const line = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
  const factor = 2 ** (-event.deltaY * line / (event.ctrlKey && Math.abs(event.deltaY) < 20 ? 60 : 300));
  map.camera.move(map.camera.zoomed(map.camera.view.scale * Math.min(4, Math.max(0.25, factor)), event.clientX, event.clientY));
  map.restSoon(RestAfter);
}

/** @param {import("./element.js").MindMap} map */
function fingers(map) {
  /** @type {{ x: number, y: number, apart: number } | null} */
  let last = null;
  const moves = (/** @type {TouchEvent} */ event) => event.touches.length === 2 || (event.touches.length === 1 && map.hasRoom);
  map.addEventListener("touchstart", event => { last = moves(event) ? grip(event) : null; }, { passive: true });
  map.addEventListener("touchmove", event => {
    if (!moves(event)) return;
    event.preventDefault();
    const now = grip(event);
    if (last) {
      map.slide(last.x - now.x, last.y - now.y);
      if (last.apart > 0 && now.apart > 0) map.camera.move(map.camera.zoomed(map.camera.view.scale * now.apart / last.apart, now.x, now.y));
    }
    last = now;
  }, { passive: false });
  for (const type of /** @type {const} */ (["touchend", "touchcancel"]))
    map.addEventListener(type, event => {
      last = moves(event) ? grip(event) : null;
      if (event.touches.length === 0) map.camera.rest();
    });
}

/** The middle of the fingers, and how far apart they are. @param {TouchEvent} event */
function grip(event) {
  const [a, b] = [event.touches[0], event.touches[event.touches.length - 1]];
  return { x: (a.clientX + b.clientX) / 2, y: (a.clientY + b.clientY) / 2, apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) };
}

const isCoarse = () => matchMedia("(pointer: coarse)").matches;

/** Buttons and fields that lie on the map are not the map. @param {EventTarget | null} target */
const isControl = target => target instanceof Element && target.closest("button, input, textarea, select, form, [contenteditable]") !== null;
