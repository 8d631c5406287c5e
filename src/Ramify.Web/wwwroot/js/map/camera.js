// What is seen of the map. While something moves the picture's layer is only transformed; at rest it is painted anew, crisp.
// Until somebody moves it the picture stays exactly as the server's page shows it.

/** @typedef {{ x: number, y: number, scale: number }} View Left upper corner in map px, and CSS px a map px. */

const Least = 0.1, Most = 4, GlideTime = 180;

export class Camera {
  /** @type {HTMLElement} */ #host;
  /** @type {SVGSVGElement} */ #tree;
  /** @type {View | null} */ #view = null;
  /** @type {View} */ #painted = { x: 0, y: 0, scale: 1 };
  #frame = 0;
  #gliding = 0;
  #isMoving = false;
  /** The whole map, in map px. @type {import("./items.js").Box} */
  extent = { x: 0, y: 0, width: 1, height: 1 };
  /** Where the picture counts from, in map px. */
  origin = { x: 0, y: 0 };
  /** Called at rest. */
  onRest = () => {};
  /** Called on each frame of a movement. */
  onMove = () => {};

  /**
   * @param {HTMLElement} host
   * @param {SVGSVGElement} tree
   */
  constructor(host, tree) {
    this.#host = host;
    this.#tree = tree;
    new ResizeObserver(() => this.#resize()).observe(host);
  }

  /** @returns {View & { width: number, height: number }} */
  get view() {
    const view = this.#view ?? this.#seen();
    return { ...view, width: this.#size.width / view.scale, height: this.#size.height / view.scale };
  }

  /** Whether something moves just now. */
  get isMoving() { return this.#isMoving; }

  /** Its size on the screen, which need not be whole px. */
  get #size() { return this.#host.getBoundingClientRect(); }

  /** The scale at which the whole map is seen. */
  get fitScale() {
    return Math.min(this.#size.width / this.extent.width, this.#size.height / this.extent.height, Most);
  }

  /** @param {number} scale */
  bounded(scale) { return Math.min(Most, Math.max(Math.min(Least, this.fitScale), scale)); }

  /**
   * @param {number} clientX
   * @param {number} clientY
   */
  pointAt(clientX, clientY) {
    const { left, top } = this.#host.getBoundingClientRect(), { x, y, scale } = this.view;
    return { x: x + (clientX - left) / scale, y: y + (clientY - top) / scale };
  }

  /** Shows a view, painted crisp. @param {View} view */
  show(view) {
    this.#hold();
    this.#stopGliding();
    this.#view = this.#within(view);
    this.#paint();
    this.onRest();
  }

  /** Moves on to a view: one frame of a gesture. @param {View} view */
  move(view) {
    this.#hold();
    this.#stopGliding();
    this.#move(view);
  }

  /** The gesture is over. */
  rest() {
    if (!this.#view || !this.#isMoving) return;
    this.#paint();
    this.onRest();
  }

  /** Goes to a view on a short way that the eye can follow; at once for those who asked for less motion. @param {View} view */
  glide(view) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.show(view);
    this.#hold();
    this.#stopGliding();
    const from = this.view, to = this.#within(view), began = performance.now();
    const step = (/** @type {number} */ now) => {
      const t = Math.min(1, Math.max(0, (now - began) / GlideTime)), ease = 1 - (1 - t) ** 3;
      if (t === 1) return this.show(to);
      this.#move(between(from, to, ease));
      this.#gliding = requestAnimationFrame(step);
    };
    this.#gliding = requestAnimationFrame(step);
    return undefined;
  }

  /**
   * The view that keeps a point of the screen where it is.
   * @param {number} scale
   * @param {number} clientX
   * @param {number} clientY
   * @returns {View}
   */
  zoomed(scale, clientX, clientY) {
    const { left, top } = this.#host.getBoundingClientRect(), at = this.pointAt(clientX, clientY), to = this.bounded(scale);
    return { x: at.x - (clientX - left) / to, y: at.y - (clientY - top) / to, scale: to };
  }

  /**
   * The view in which a box is in the middle.
   * @param {import("./items.js").Box} box
   * @param {number} scale
   * @returns {View}
   */
  centred(box, scale) {
    const { width, height } = this.#size;
    return { x: box.x + (box.width - width / scale) / 2, y: box.y + (box.height - height / scale) / 2, scale };
  }

  /** The whole map. @returns {View} */
  fitted() { return this.centred(this.extent, this.fitScale); }

  /**
   * The content has changed: a view that belongs to it, painted.
   * @param {View} view
   * @param {boolean} [isKept] A node keeps its place on the screen in it, whatever the map's bounds are now.
   */
  replace(view, isKept = false) {
    this.#hold();
    this.#view = isKept ? view : this.#within(view);
    this.#paint();
  }

  /** As the page shows it before anybody moved it. @returns {View} */
  #seen() {
    const host = this.#host.getBoundingClientRect(), tree = this.#tree.getBoundingClientRect(), box = this.#tree.viewBox.baseVal;
    const scale = Math.min(tree.width / box.width, tree.height / box.height) || 1;
    const left = tree.left + (tree.width - box.width * scale) / 2 - host.left - this.#host.clientLeft;
    const top = tree.top + (tree.height - box.height * scale) / 2 - host.top - this.#host.clientTop;
    return { x: this.origin.x + box.x - left / scale, y: this.origin.y + box.y - top / scale, scale };
  }

  /** From now on the camera says what is seen. */
  #hold() {
    if (this.#view) return;
    this.#view = this.#seen();
    // A phone's picture is as high as it is; it stays so when it no longer says how high.
    if (this.#host.dataset.shape === "narrow") this.#host.style.height = `${this.#size.height}px`;
    this.#host.scrollTo(0, 0);
    this.#host.classList.add("held");
    this.#paint();
  }

  /** Somewhere in the middle of the window there is always some of the map. @param {View} view @returns {View} */
  #within(view) {
    const scale = this.bounded(view.scale), [width, height] = [this.#size.width / scale, this.#size.height / scale];
    const whole = this.extent;
    return {
      x: Math.min(Math.max(view.x, whole.x - width / 2), whole.x + whole.width - width / 2),
      y: Math.min(Math.max(view.y, whole.y - height / 2), whole.y + whole.height - height / 2), scale,
    };
  }

  /** @param {View} view */
  #move(view) {
    this.#view = this.#within(view);
    if (!this.#isMoving) this.#host.classList.add("moving");
    this.#isMoving = true;
    this.#frame ||= requestAnimationFrame(() => this.#transform());
  }

  #transform() {
    this.#frame = 0;
    if (!this.#view || !this.#isMoving) return;
    const [seen, painted] = [this.#view, this.#painted], grown = seen.scale / painted.scale;
    // An octave away the layer is too coarse, or far larger than the window.
    if (grown > 2.1 || grown < 0.48) this.#repaint();
    else this.#tree.style.transform = `matrix(${grown},0,0,${grown},${(painted.x - seen.x) * seen.scale},${(painted.y - seen.y) * seen.scale})`;
    this.onMove();
  }

  #paint() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#isMoving = false;
    this.#host.classList.remove("moving");
    this.#repaint();
  }

  #repaint() {
    const { x, y, width, height, scale } = this.view;
    this.#tree.style.transform = "";
    this.#tree.setAttribute("viewBox", `${x - this.origin.x} ${y - this.origin.y} ${width} ${height}`);
    this.#painted = { x, y, scale };
  }

  #resize() {
    if (this.#view && this.#size.width > 0) this.#repaint();
  }

  #stopGliding() {
    cancelAnimationFrame(this.#gliding);
    this.#gliding = 0;
  }
}

/**
 * @param {View} from
 * @param {View} to
 * @param {number} t
 * @returns {View}
 */
function between(from, to, t) {
  const mix = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * t;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), scale: mix(from.scale, to.scale) };
}
