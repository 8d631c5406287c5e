// The text of a node, written where it stands. What is typed is in the map at once, and on its way to the server with the next pause.

// Excel's rule: whoever just types, or writes a new node, goes on with the arrows; whoever opened a text to edit it moves in it.
// The picture follows in the pauses: the field covers what it would change.
const Pause = 1000, Settled = 250;

export class Writing {
  /** @type {{ node: string, field: HTMLTextAreaElement, release: () => void, isNew: boolean, goes: boolean } | null} */
  #at = null;
  #pause = 0;
  #picture = 0;

  /** @param {import("./edit.js").Editor} editor */
  constructor(editor) { this.editor = editor; }

  get isOn() { return this.#at !== null; }

  /** What is written just now; "" where nothing is. */
  get text() { return this.#at?.field.value ?? ""; }

  /**
   * @param {string} node
   * @param {{ isNew: boolean, text?: string }} how A text is what was typed: it takes the place of what is there.
   */
  begin(node, { isNew, text }) {
    this.end();
    const { map, bridge } = this.editor;
    map.select(node, { focus: false });
    const field = document.createElement("textarea");
    field.className = "writing";
    field.rows = 1;
    field.spellcheck = true;
    field.lang = map.lang || document.documentElement.lang;
    field.autocapitalize = "off";
    field.setAttribute("autocorrect", "off");
    field.autocomplete = "off";
    field.setAttribute("aria-label", "Text of the idea");
    field.value = bridge.TextOf(node);
    this.#at = { node, field, release: map.host(field, node), isNew, goes: isNew || text !== undefined };
    field.addEventListener("keydown", event => this.#key(event));
    field.addEventListener("input", () => this.#input());
    field.addEventListener("blur", () => this.end());
    if (text !== undefined) field.value = text;
    field.focus({ preventScroll: true });
    if (text === undefined) field.select();
    else this.#input();
    this.#fit();
    return true;
  }

  /** What was written stays; a new node without text goes. Whether it became a second place of another: then the parent is selected. */
  end() {
    const at = this.#at;
    if (!at) return false;
    this.#at = null;
    clearTimeout(this.#pause);
    clearTimeout(this.#picture);
    const { map, bridge, saving } = this.editor;
    const hadFocus = document.activeElement === at.field;
    bridge.WriteText(at.node, at.field.value, at.isNew);
    at.release();
    if (at.isNew && at.field.value === "") {
      const [, select] = bridge.Act("undo");
      this.editor.refresh();
      map.select(select || map.selected || "", { focus: hadFocus });
    } else {
      const [said, joined] = at.isNew ? bridge.Finish(at.node) : [];
      this.editor.refresh();
      if (said) map.announce(said);
      if (hadFocus) map.select(joined || at.node);
      saving.pause();
      return Boolean(joined);
    }
    saving.pause();
    return false;
  }

  #input() {
    const at = this.#at;
    if (!at) return;
    this.editor.saving.isTyping = true;
    this.editor.bridge.WriteText(at.node, at.field.value, at.isNew);
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.editor.saving.pause(), Pause);
    this.#fit();
    clearTimeout(this.#picture);
    this.#picture = setTimeout(() => {
      this.editor.refresh();
      this.#fit();
    }, Settled);
  }

  #fit() {
    const field = this.#at?.field;
    if (!field) return;
    field.style.height = "0";
    field.style.height = `${field.scrollHeight}px`;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const at = this.#at;
    if (!at || event.isComposing) return;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey;
    const next = isPlain && event.key === "Enter" ? (at.isNew && at.field.value ? "add-after" : "done")
      : isPlain && event.key === "Tab" ? (at.field.value ? "add-child" : "done")
      : isPlain && event.key === "Escape" ? "leave"
      : isPlain && at.goes && event.key.startsWith("Arrow") ? `go-${event.key.slice(5).toLowerCase()}` : "";
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    const isJoined = this.end();
    // Going on from a second place is going on below its parent, which is where one is already.
    if (next === "done") this.editor.map.takeFocus();
    else if (!isJoined) this.editor.map.act(next);
    else if (next === "add-after") this.editor.map.act("add-child");
  }
}
