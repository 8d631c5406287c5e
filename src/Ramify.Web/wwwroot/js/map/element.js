// <mind-map>: the picture that the server wrote, made to move. It holds the svg, shows a part of it, knows what is selected, and
// asks its source for what it does not have. Nothing is painted anew before somebody moves, folds or finds.
import { Camera } from "./camera.js";
import { itemsOf, itemAt } from "./items.js";
import { parse, extentOf, originOf, partOf, takeOver } from "./picture.js";
import { serverSource } from "./source.js";
import { bindingsOf, keyName, writes } from "./keys.js";
import { pointer } from "./pointer.js";
import { actions } from "./actions.js";
import { mark, unmark } from "./marks.js";

/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./source.js").MapSource} MapSource */

// A window is asked for with this much of its size around it, and anew when less than this is left.
const Margin = 0.25, Spare = 0.05, Reach = 12;
// While it moves a window may be this many times larger or smaller than it was drawn for; at rest less, so that what can be read is text.
const Drawn = 1.9, Crisp = 1.2;
// A node that is looked for is shown at least so large.
const Readable = 0.7;

export class MindMap extends HTMLElement {
  /** @type {SVGSVGElement} */ tree = /** @type {any} */ (null);
  /** @type {Camera} */ camera = /** @type {any} */ (null);
  /** @type {MapSource | null} */ source = null;
  /** The reader's own folding. */
  folds = { open: new Set(/** @type {string[]} */ ([])), shut: new Set(/** @type {string[]} */ ([])), level: /** @type {number | null} */ (null) };
  /** The branches shown alone, one in the other. @type {string[]} */
  branches = [];
  /** A node that is shown for the while, whatever is folded. @type {string | null} */
  shown = null;
  /** Whether something is shown that is folded otherwise. */
  get shows() { return this.shown !== null; }

  /** Whether text is spaced out (WCAG 1.4.12). */
  spaced = false;
  /** Whether the map has the screen to itself: then one finger moves it. */
  hasRoom = false;
  /** @type {string[]} */ selection = [];
  /** @type {Map<string, Item> | null} */ #items = null;
  /** The part of the map that the picture holds. @type {import("./items.js").Box} */
  #window = { x: 0, y: 0, width: 0, height: 0 };
  #windowScale = 1;
  #isCoarse = false;
  #asked = 0;
  #isAsking = false;
  #rest = 0;
  #isQuiet = false;
  /** @type {Map<string, import("./keys.js").Binding[]> | null} */ #bindings = null;
  /** @type {{ element: HTMLElement, id: string } | null} */ #guest = null;

  connectedCallback() {
    const tree = this.querySelector("svg.map");
    if (!(tree instanceof SVGSVGElement) || this.tree) return;
    this.tree = tree;
    this.camera = new Camera(this, tree);
    this.camera.extent = extentOf(tree);
    this.camera.origin = originOf(tree);
    this.#window = partOf(tree);
    this.camera.onRest = () => this.#atRest();
    this.camera.onMove = () => { this.#placeGuest(); this.#want(Drawn); };
    if (this.dataset.source) this.source = serverSource(this.dataset.source);
    this.addEventListener("keydown", event => this.#key(event));
    this.addEventListener("focusin", event => this.#focused(event));
    pointer(this);
  }

  get editable() { return this.hasAttribute("editable"); }
  set editable(is) { this.toggleAttribute("editable", is); }

  get view() { return this.camera.view; }

  /** The nodes in the page, in reading order, by id. */
  get items() { return this.#items ??= itemsOf(this.tree); }

  /** Whether all that is not folded is in the page. */
  get isWhole() { return this.tree.dataset.extent === undefined; }

  get selected() { return this.selection[0] ?? null; }
  set selected(id) { this.select(id ?? "", { focus: false }); }

  /**
   * Fires an event of the map; false where somebody took it.
   * @param {string} name
   * @param {object} detail
   */
  tell(name, detail) { return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, cancelable: true })); }

  /** Says something to those who hear the page. @param {string} text */
  announce(text) {
    const status = this.closest("[data-views]")?.querySelector("[data-status]");
    if (status) status.textContent = text;
  }

  /**
   * Does an action of the key table; whether somebody did it.
   * @param {string} action
   * @param {KeyboardEvent | null} key
   * @param {string} name The key's, as the table has it.
   */
  act(action, key = null, name = "") {
    if (!this.tell("map-act", { action, node: this.selected, key })) return true;
    return actions[action]?.(this, name) ?? false;
  }

  /**
   * Selects a node; "" selects nothing.
   * @param {string} id
   * @param {{ focus?: boolean, reveal?: boolean, add?: boolean }} [how]
   */
  select(id, { focus = true, reveal = true, add = false } = {}) {
    const had = this.selection;
    this.selection = id === "" ? [] : add ? (had.includes(id) ? had.filter(n => n !== id) : [id, ...had]) : [id];
    this.#showSelection();
    const item = this.items.get(id);
    if (item && focus) this.#focus(item.element);
    if (id && reveal) void this.reveal(id).then(() => { if (focus && !item && this.selected === id) this.takeFocus(); });
    if (had.join() !== this.selection.join()) this.tell("map-select", { node: this.selected, nodes: this.selection });
  }

  /** Gives the map the focus without choosing a node. */
  takeFocus() {
    const item = this.items.get(this.selected ?? "") ?? this.items.values().next().value;
    this.#isQuiet = true;
    item?.element.focus({ preventScroll: true });
    this.#isQuiet = false;
  }

  /** Brings a node into sight, asking for it where it is not there. @param {string} id */
  async reveal(id) {
    const item = this.items.get(id);
    if (!item) {
      this.shown = id;
      await this.#ask({ at: id });
      return;
    }
    const { x, y, width, height, scale } = this.view, { box } = item;
    const room = Math.min(24 / scale, width / 8);
    const to = { x: inSight(x, width, box.x - room, box.width + 2 * room), y: inSight(y, height, box.y - room, box.height + 2 * room), scale };
    if (to.x !== x || to.y !== y) this.camera.glide(to);
  }

  /** The node at a point of the screen, and whether it is hit before, in or after its middle. @param {number} clientX @param {number} clientY */
  nodeAt(clientX, clientY) {
    const point = this.camera.pointAt(clientX, clientY);
    const item = itemAt(this.items.values(), point, Reach / this.view.scale);
    if (!item) return null;
    const at = (point.y - item.box.y) / item.box.height;
    return { node: item.id, zone: at < 0.25 ? "before" : at > 0.75 ? "after" : "into" };
  }

  /** A node's box on the screen. @param {string} id */
  boxOf(id) { return this.items.get(id)?.element.querySelector(".focus")?.getBoundingClientRect() ?? null; }

  /** Moves what is seen by some px of the screen, as a part of a gesture. @param {number} dx @param {number} dy */
  slide(dx, dy) {
    const { x, y, scale } = this.view;
    this.camera.move({ x: x + dx / scale, y: y + dy / scale, scale });
  }

  /** @param {number} dx @param {number} dy */
  panBy(dx, dy) {
    this.slide(dx, dy);
    this.camera.rest();
  }

  /** @param {number} scale @param {number} [clientX] @param {number} [clientY] */
  zoomTo(scale, clientX, clientY) {
    const { left, top, width, height } = this.getBoundingClientRect();
    const chosen = this.items.get(this.selected ?? "")?.element.querySelector(".focus")?.getBoundingClientRect();
    const isSeen = chosen && chosen.left >= left && chosen.right <= left + width && chosen.top >= top && chosen.bottom <= top + height;
    const [x, y] = isSeen ? [chosen.x + chosen.width / 2, chosen.y + chosen.height / 2] : [left + width / 2, top + height / 2];
    this.camera.glide(this.camera.zoomed(scale, clientX ?? x, clientY ?? y));
  }

  fit() {
    if (this.isWhole) this.camera.glide(this.camera.fitted());
    else void this.refresh({ fit: true });
  }

  /** A movement of which nobody says when it ends, as that of a wheel, ends after some ms. @param {number} after */
  restSoon(after) {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.camera.rest(), after);
  }

  /**
   * Something has changed: asks for what is seen anew. A node keeps its place on the screen, the selected one unless another is named.
   * @param {{ anchor?: string | null, fit?: boolean, at?: string | null }} [how]
   */
  refresh({ anchor = this.selected, fit = false, at = null } = {}) { return this.#ask({ anchor, fit, at }); }

  /** What was shown for the while folds again. */
  release() {
    this.shown = null;
    return this.refresh();
  }

  /**
   * Lays an element over a node, moved and scaled with it; the function that comes back takes it away.
   * @param {HTMLElement} element
   * @param {string} id
   */
  host(element, id) {
    this.#guest = { element, id };
    element.classList.add("guest");
    this.append(element);
    this.#placeGuest();
    return () => {
      element.remove();
      if (this.#guest?.element === element) this.#guest = null;
    };
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.isComposing || !(event.target instanceof Element) || (this.#guest && this.#guest.element.contains(event.target))) return;
    if (!event.target.closest("svg.map")) return;
    const name = keyName(event);
    this.#bindings ??= bindingsOf(this.closest("[data-views]") ?? document);
    for (const binding of this.#bindings.get(name) ?? []) {
      const holds = binding.mode === "read" || (binding.mode === "edit" && this.editable && this.selected !== null);
      if (holds && this.act(binding.action, event, name)) return event.preventDefault();
    }
    if (this.editable && this.selected && writes(event) && !this.tell("map-type", { node: this.selected, text: event.key })) event.preventDefault();
  }

  /** What has the focus is selected. @param {FocusEvent} event */
  #focused(event) {
    const item = event.target instanceof SVGGElement ? event.target : null;
    const id = item?.dataset.node;
    if (!id || this.#isQuiet || this.selection.includes(id)) return;
    this.select(id, { focus: false });
  }

  /** @param {SVGGElement} element */
  #focus(element) {
    for (const stop of this.tree.querySelectorAll("[tabindex='0']")) stop.setAttribute("tabindex", "-1");
    element.setAttribute("tabindex", "0");
    element.focus({ preventScroll: true });
  }

  #showSelection() {
    unmark(this.tree);
    for (const id of this.selection) {
      const item = this.items.get(id);
      if (item) mark(this.tree, item, [...this.items.values()]);
    }
  }

  #atRest() {
    this.#placeGuest();
    this.#want(Crisp);
    this.tell("map-view", { view: this.view });
  }

  /** Whether an answer is on its way. */
  get isAsking() { return this.#isAsking; }

  /** Whether something that is seen is not in the picture. */
  get isMissing() { return !this.#holds(0); }

  /** Whether the picture holds what is seen, and so much of its size around it, as far as there is anything. @param {number} spare */
  #holds(spare) {
    const { x, y, width, height } = this.view, part = this.#window, whole = this.camera.extent;
    const [right, bottom] = [whole.x + whole.width, whole.y + whole.height], [spareX, spareY] = [width * spare, height * spare];
    return Math.max(x - spareX, whole.x) >= part.x - 1 && Math.min(x + width + spareX, right) <= part.x + part.width + 1
      && Math.max(y - spareY, whole.y) >= part.y - 1 && Math.min(y + height + spareY, bottom) <= part.y + part.height + 1;
  }

  /**
   * Asks for the next window where the picture does not hold what is seen, or holds it for another scale.
   * @param {number} most How many times larger or smaller it may be than it was drawn for.
   */
  #want(most) {
    if (!this.source || this.#isAsking || this.isWhole) return;
    const grown = this.view.scale / this.#windowScale, isStill = !this.camera.isMoving;
    if (!this.#holds(Spare) || grown > most || grown < 1 / most || (isStill && this.#isCoarse)) void this.#ask({ isCoarse: !isStill && Math.abs(Math.log2(grown)) > 0.1 });
  }

  /**
   * @param {{ anchor?: string | null, at?: string | null, fit?: boolean, isCoarse?: boolean }} how Coarse is for what flies by: laying out text costs most.
   * @returns {Promise<void> | void}
   */
  #ask({ anchor = null, at = null, fit = false, isCoarse = false }) {
    if (!this.source) return undefined;
    const seen = this.view, scale = at ? Math.max(seen.scale, Readable) : seen.scale;
    const [width, height] = [seen.width * seen.scale / scale, seen.height * seen.scale / scale];
    const [aroundX, aroundY] = fit ? [0, 0] : [width * Margin, height * Margin], { x, y } = seen;
    const number = ++this.#asked;
    const before = this.items.get(anchor ?? "")?.box ?? null;
    const answer = this.source.window({
      x: x - aroundX, y: y - aroundY, width: width + 2 * aroundX, height: height + 2 * aroundY, scale: isCoarse ? scale / 2 : scale, at, fit, open: [...this.folds.open], shut: [...this.folds.shut],
      level: this.folds.level, focus: this.branches.at(-1) ?? null, show: this.shown, spaced: this.spaced, shape: this.dataset.shape ?? "wide",
    });
    const take = (/** @type {string} */ text) => { if (number === this.#asked) this.#take(parse(text), scale, before, anchor, at, fit); };
    if (typeof answer === "string") return take(answer);
    this.#isAsking = true;
    return answer.then(text => {
      this.#isAsking = number !== this.#asked;
      if (number === this.#asked) this.#isCoarse = isCoarse;
      take(text);
      this.#want(this.camera.isMoving ? Drawn : Crisp);
    }, () => {
      this.#isAsking = number !== this.#asked;
      this.announce("The map could not be loaded. It is shown as far as it is here.");
    });
  }

  /**
   * @param {SVGSVGElement} next
   * @param {number} scale
   * @param {import("./items.js").Box | null} before
   * @param {string | null} anchor
   * @param {string | null} at
   * @param {boolean} fit
   */
  #take(next, scale, before, anchor, at, fit) {
    const focused = document.activeElement instanceof SVGGElement && this.tree.contains(document.activeElement) ? document.activeElement.dataset.node : null;
    const view = this.view;
    const stop = this.tree.querySelector("[tabindex='0']");
    unmark(this.tree);
    stop?.setAttribute("tabindex", "-1");
    for (const first of next.querySelectorAll("[tabindex='0']")) first.setAttribute("tabindex", "-1");
    takeOver(this.tree, next);
    this.#items = null;
    this.camera.extent = extentOf(next);
    this.camera.origin = originOf(next);
    this.#window = partOf(next);
    this.#windowScale = fit ? this.camera.fitScale : scale;
    const after = this.items.get(at ?? anchor ?? "")?.box;
    if (fit) this.camera.replace(this.camera.fitted());
    else if (at && after) this.camera.replace(this.camera.centred(after, scale));
    else if (before && after) this.camera.replace({ x: view.x + after.x - before.x, y: view.y + after.y - before.y, scale: view.scale }, true);
    else this.camera.replace(view);
    const stays = this.items.get(focused ?? this.selected ?? "") ?? this.items.values().next().value;
    stays?.element.setAttribute("tabindex", "0");
    if (focused && stays && document.activeElement !== stays.element) {
      this.#isQuiet = true;
      stays.element.focus({ preventScroll: true });
      this.#isQuiet = false;
    }
    this.#showSelection();
    this.#placeGuest();
    this.tell("map-picture", {});
  }

  #placeGuest() {
    const guest = this.#guest, item = this.items.get(guest?.id ?? "");
    if (!guest || !item) return;
    const { x, y, scale } = this.view, style = guest.element.style;
    style.transform = `translate(${(item.box.x - x) * scale}px, ${(item.box.y - y) * scale}px) scale(${scale})`;
    style.setProperty("--scale", String(scale));
    style.setProperty("--width", String(item.box.width));
    style.setProperty("--height", String(item.box.height));
  }
}

/**
 * Where a window of a size starts so that a stretch is in it: as it is, or moved just as far as it must.
 * @param {number} start
 * @param {number} size
 * @param {number} from
 * @param {number} length
 */
function inSight(start, size, from, length) {
  if (length >= size) return from + (length - size) / 2;
  return Math.min(Math.max(start, from + length - size), from);
}

if (!customElements.get("mind-map")) customElements.define("mind-map", MindMap);
