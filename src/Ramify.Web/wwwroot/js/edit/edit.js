// The page's side of the editor: what is done on the map goes to the program, and what the program did is shown.
// Readers get these two when they ask for them. Here a key that comes before its answer would write, and all must be there without a network.
import "../map/find.js";
import "../map/present.js";
import { Writing } from "./writing.js";
import { clipboard } from "./clipboard.js";
import { drag } from "./drag.js";
import { images } from "./images.js";
import { marquee } from "./marquee.js";
import { menu } from "./menu.js";
import { outline } from "./outline.js";
import { presence } from "./presence.js";

/** @typedef {import("./start.js").Bridge} Bridge */
/** @typedef {import("../map/element.js").MindMap} MindMap */

export class Editor {
  /** Whether Tab leaves the map: Escape frees it, the next edit takes it again. */
  isTabFree = false;
  /** A node that waits for another: to be linked, or to go under it. @type {{ action: string, node: string } | null} */
  waits = null;

  /**
   * @param {HTMLElement} page
   * @param {Bridge} bridge
   * @param {import("./saving.js").Saving} saving
   */
  constructor(page, bridge, saving) {
    this.page = page;
    this.bridge = bridge;
    this.saving = saving;
    /** @type {MindMap[]} */
    this.maps = /** @type {any} */ ([...page.querySelectorAll("mind-map")]);
    this.writing = new Writing(this);
  }

  /** The map that is seen. */
  get map() { return this.maps.find(map => map.checkVisibility()) ?? this.maps[0]; }

  /** Shows what was done, and goes on as it says. @param {string[]} outcome */
  show(outcome) {
    if (outcome.length === 0) return false;
    const [said, select, next] = outcome;
    this.refresh();
    if (select) this.choose(select, next !== "write");
    if (next === "write") this.writing.begin(select, { isNew: true });
    if (said) this.map.announce(said);
    return true;
  }

  /** Selects a node, wherever it is. @param {string} node @param {boolean} focus */
  choose(node, focus) {
    // What is below a folded node is opened for the while.
    if (!this.map.items.has(node)) {
      this.map.shown = node;
      this.refresh();
    }
    // Of a large map only a part is here.
    if (!this.map.items.has(node)) void this.map.refresh({ at: node });
    this.map.select(node, { focus });
  }

  refresh() {
    for (const map of this.maps) if (map.checkVisibility()) void map.refresh();
    this.page.dispatchEvent(new CustomEvent("edit-shown"));
  }

  /**
   * Does an action of the key table; whether it was one of the editor's.
   * @param {string} action
   * @param {string | null} node
   */
  act(action, node) {
    if (action === "leave") return this.#leave();
    if (this.waits && node && (action === "add-after" || action === "fold")) return this.finish(node);
    if (this.isTabFree && action === "add-child") return false;
    this.isTabFree = false;
    if (node) this.bridge.Select(this.map.selection.join(" "));
    switch (action) {
      case "fold": case "open-siblings": case "fold-level": setTimeout(() => this.keepFolds()); return false;
      case "edit": return node !== null && this.writing.begin(node, { isNew: false });
      case "link": case "second-parent": return node !== null && this.#wait(action, node);
      case "note": case "replace": this.bridge.Show(action); return true;
      case "move-to": return node !== null && this.#wait(action, node);
      case "select-all": return this.chooseAll(this.bridge.Branch(true).split(" "));
      case "select-branch": return this.chooseAll(this.bridge.Branch(false).split(" "));
      case "undo": case "redo": case "add-child": case "add-after": case "add-before": case "add-parent": case "delete": case "delete-node":
      case "move-up": case "move-down": case "move-left": case "move-right": case "promote": case "demote":
        return this.show(this.bridge.Act(action));
      default: return false;
    }
  }

  /** What was folded or opened by hand is kept in the map. */
  keepFolds() {
    const { open, shut } = this.map.folds;
    this.bridge.Fold([...shut].join(" "), true);
    this.bridge.Fold([...open].join(" "), false);
  }

  /** The other node is chosen. @param {string} node */
  finish(node) {
    const waits = this.waits;
    this.waits = null;
    this.page.classList.remove("choosing");
    if (!waits || waits.node === node) return true;
    if (waits.action === "link") this.show(this.bridge.Connect(waits.node, node));
    else if (waits.action === "second-parent") this.show(this.bridge.AddUnder(waits.node, node));
    else {
      this.bridge.Select(waits.node);
      this.show(this.bridge.MoveTo(node, "into", false));
    }
    if (waits.action === "link") this.bridge.Show("links");
    return true;
  }

  /** @param {string} action @param {string} node */
  #wait(action, node) {
    this.waits = { action, node };
    this.page.classList.add("choosing");
    const what = action === "link" ? "Choose the node to link to" : action === "second-parent" ? "Choose the second parent" : "Choose where it goes";
    this.map.announce(`${what}: go there and press Enter, or click it. Escape ends it.`);
    return true;
  }

  #leave() {
    this.isTabFree = true;
    if (this.waits) {
      this.waits = null;
      this.page.classList.remove("choosing");
      this.map.announce("Nothing was chosen.");
      return true;
    }
    this.map.announce("Tab leaves the map now.");
    return true;
  }

  /** Selects several. @param {string[]} nodes */
  chooseAll(nodes) {
    const seen = nodes.filter(id => this.map.items.has(id));
    if (seen.length === 0) return true;
    const first = this.map.selected && seen.includes(this.map.selected) ? this.map.selected : seen[0];
    this.map.selection = [first, ...seen.filter(id => id !== first)];
    this.refresh();
    this.bridge.Select(this.map.selection.join(" "));
    this.map.announce(`${seen.length} selected`);
    return true;
  }
}

/**
 * @param {HTMLElement} page
 * @param {Bridge} bridge
 * @param {import("./saving.js").Saving} saving
 */
export function edit(page, bridge, saving) {
  const editor = new Editor(page, bridge, saving);
  for (const map of editor.maps) {
    map.source = {
      window: ask => bridge.Window(ask.shape, ask.spaced, ask.level ?? 0, ask.open.join(" "), ask.shut.join(" "), ask.show ?? "", ask.focus ?? "",
        [ask.x ?? 0, ask.y ?? 0, ask.width, ask.height, ask.scale], ask.at ?? "", ask.fit ?? false),
    };
    map.editable = true;
    map.folds.shut = new Set(bridge.Folded().split(" ").filter(id => id));
    map.addEventListener("focusin", event => { if (!(event.relatedTarget instanceof Node && map.contains(event.relatedTarget))) editor.isTabFree = false; });
  }
  hear(editor, "map-act", ({ action, node }) => editor.act(action, node));
  hear(editor, "map-open", ({ node }) => editor.writing.begin(node, { isNew: false }));
  hear(editor, "map-type", ({ node, text }) => editor.writing.begin(node, { isNew: false, text }));
  page.addEventListener("map-select", event => {
    if (!(event instanceof CustomEvent)) return;
    bridge.Select(event.detail.nodes.join(" "));
  });
  page.addEventListener("click", event => {
    const node = editor.waits && event.target instanceof Element && event.target.closest("mind-map") ? editor.map.nodeAt(event.clientX, event.clientY)?.node : null;
    if (node) editor.finish(node);
  });
  const otherwise = page.querySelector("[data-conflicts]");
  otherwise?.addEventListener("click", () => bridge.Show("conflicts"));
  document.addEventListener("edit-conflicts", event => { if (event instanceof CustomEvent && otherwise instanceof HTMLElement) otherwise.hidden = event.detail === 0; });
  document.addEventListener("edit-changed", event => {
    editor.refresh();
    if (!(event instanceof CustomEvent)) return;
    if (event.detail.said) editor.map.announce(event.detail.said);
    if (event.detail.select) editor.choose(event.detail.select, false);
    // Where the panel with the focus has gone, the map has it again.
    if (event.detail.isDone) requestAnimationFrame(() => editor.map.takeFocus());
  });
  // Others may write faster than a picture is drawn.
  let soon = 0;
  saving.onReceived = () => {
    clearTimeout(soon);
    soon = setTimeout(() => editor.refresh(), 40);
  };
  clipboard(editor);
  drag(editor);
  images(editor);
  marquee(editor);
  menu(editor);
  outline(editor);
  presence(editor);
  editor.refresh();
}

/**
 * @param {Editor} editor
 * @param {string} name
 * @param {(detail: any) => boolean | void} does Whether it was taken.
 */
function hear(editor, name, does) {
  editor.page.addEventListener(name, event => {
    if (event instanceof CustomEvent && does(event.detail)) event.preventDefault();
  });
}
