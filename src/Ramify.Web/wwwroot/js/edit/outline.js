// The outline, written in: one field a line, over the same changes as the map.

/** @typedef {{ id: string, depth: number, text: string, place: number, of: number, isFirst: boolean, children: number }} Line */

/** @param {import("./edit.js").Editor} editor */
export function outline(editor) {
  const view = editor.page.querySelector(".view-outline");
  if (!(view instanceof HTMLElement)) return;
  const list = document.createElement("div");
  list.className = "outline-edit";
  list.setAttribute("role", "list");
  list.setAttribute("aria-label", "Outline");
  /** @type {Map<string, { row: HTMLElement, field: HTMLTextAreaElement }>} */
  const rows = new Map();
  /** @type {Set<string>} */
  const shut = new Set();
  let focused = "";

  const show = () => {
    if (!view.checkVisibility()) return;
    if (list.parentElement !== view) view.replaceChildren(list);
    const { lines, more } = /** @type {{ lines: Line[], more: number }} */ (JSON.parse(editor.bridge.OutlineLines([...shut].join(" "))));
    const keys = new Set();
    /** @type {Element | null} */
    let cursor = list.firstElementChild;
    for (const line of lines) {
      let key = line.id;
      while (keys.has(key)) key += "'";
      keys.add(key);
      const { row, field } = rows.get(key) ?? made(line.id, key);
      if (field.value !== line.text) field.value = line.text;
      field.readOnly = !line.isFirst;
      row.style.setProperty("--depth", String(line.depth));
      row.setAttribute("aria-level", String(line.depth + 1));
      row.setAttribute("aria-posinset", String(line.place));
      row.setAttribute("aria-setsize", String(line.of));
      row.classList.toggle("shut", shut.has(line.id) && line.children > 0);
      field.setAttribute("aria-label", `Level ${line.depth + 1}, ${line.place} of ${line.of}${line.isFirst ? "" : ", written where it stands first"}`);
      if (row === cursor) cursor = cursor.nextElementSibling;
      else list.insertBefore(row, cursor);
    }
    for (const [key, { row }] of rows) if (!keys.has(key)) { row.remove(); rows.delete(key); }
    view.classList.toggle("cut", more > 0);
  };

  const made = (/** @type {string} */ id, /** @type {string} */ key) => {
    const row = document.createElement("div"), field = document.createElement("textarea");
    row.setAttribute("role", "listitem");
    row.dataset.node = id;
    field.rows = 1;
    field.spellcheck = true;
    field.setAttribute("autocorrect", "off");
    field.autocapitalize = "off";
    row.append(field);
    field.addEventListener("focus", () => {
      focused = key;
      editor.map.select(id, { focus: false, reveal: false });
      editor.bridge.Select(id);
    });
    field.addEventListener("input", () => {
      editor.saving.isTyping = true;
      editor.bridge.WriteText(id, field.value, false);
    });
    field.addEventListener("blur", () => editor.saving.pause());
    field.addEventListener("keydown", event => press(event, id, field));
    rows.set(key, { row, field });
    return { row, field };
  };

  const focus = (/** @type {string} */ id) => rows.get(id)?.field.focus();

  const go = (/** @type {number} */ by) => {
    const all = [...list.children], at = all.indexOf(/** @type {Element} */ (rows.get(focused)?.row));
    const next = all[at + by]?.querySelector("textarea");
    next?.focus();
    return next !== undefined && next !== null;
  };

  const press = (/** @type {KeyboardEvent} */ event, /** @type {string} */ id, /** @type {HTMLTextAreaElement} */ field) => {
    if (event.isComposing) return;
    const key = `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.shiftKey ? "Shift+" : ""}${event.key.length === 1 ? event.key.toUpperCase() : event.key}`;
    const isAtStart = field.selectionStart === 0 && field.selectionEnd === 0, isAtEnd = field.selectionStart === field.value.length;
    const action = key === "Enter" ? (isAtStart && field.value ? "add-before" : "add-after") : key === "Tab" && !editor.isTabFree ? "demote"
      : key === "Shift+Tab" && !editor.isTabFree ? "promote" : (key === "Backspace" || key === "Delete") && field.value === "" ? "delete-node"
      : Actions[key] ?? "";
    if ((key === "ArrowUp" && !field.value.slice(0, field.selectionStart).includes("\n") && go(-1)) || (key === "ArrowDown" && isOnLastLine(field) && go(1))
      || (key === "ArrowRight" && isAtEnd && shut.delete(id))) event.preventDefault();
    else if (key === "Ctrl+.") fold(id);
    else if (key === "Escape") editor.act("leave", id);
    else if (editor.waits && key === "Enter") editor.finish(id);
    else if (action) act(action, id);
    else return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "ArrowRight") show();
  };

  const fold = (/** @type {string} */ id) => {
    if (!shut.delete(id)) shut.add(id);
    show();
    focus(id);
  };

  const act = (/** @type {string} */ action, /** @type {string} */ id) => {
    if (action === "find") return void editor.map.act("find");
    if (["link", "second-parent", "note"].includes(action)) return void editor.act(action, id);
    editor.isTabFree = false;
    editor.bridge.Select(id);
    const [said, select] = editor.bridge.Act(action);
    editor.refresh();
    show();
    focus(select || id);
    if (said) editor.map.announce(said);
  };

  editor.page.addEventListener("edit-shown", show);
  for (const choice of editor.page.querySelectorAll("input[name=view]")) choice.addEventListener("change", () => requestAnimationFrame(show));
  addEventListener("resize", show);
  show();
}

/** @type {Record<string, string>} */
const Actions = {
  "Alt+ArrowUp": "move-up", "Alt+ArrowDown": "move-down", "Ctrl+Shift+Backspace": "delete", "Ctrl+Z": "undo", "Ctrl+Y": "redo", "Ctrl+Shift+Z": "redo",
  "Ctrl+L": "link", "Ctrl+Shift+L": "second-parent", F4: "note", "Ctrl+F": "find",
};

/** @param {HTMLTextAreaElement} field */
const isOnLastLine = field => !field.value.slice(field.selectionEnd).includes("\n");
