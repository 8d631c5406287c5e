// Images of nodes: dropped on one, or chosen from a panel; clipboard.js brings those that are pasted. The server has an image first, and
// cleans it; then the node shows it, as one step of undo. Until then the words about saving say so, or why it was not taken.

/** @param {import("./edit.js").Editor} editor */
export function images(editor) {
  const { page } = editor;
  /** @type {Element | null} */
  let over = null;
  const mark = (/** @type {Element | null} */ next) => {
    if (over === next) return;
    over?.removeAttribute("data-drop");
    over = next;
    over?.setAttribute("data-drop", "into");
  };
  // Dropped beside the map, a file would open in the place of the page.
  document.addEventListener("dragover", event => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    mark(editor.map.items.get(nodeAt(editor, event) ?? "")?.element ?? null);
  });
  document.addEventListener("dragleave", event => { if (!event.relatedTarget) mark(null); });
  document.addEventListener("drop", event => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    mark(null);
    const node = nodeAt(editor, event), [file] = event.dataTransfer.files;
    if (!node) editor.map.announce("Drop an image on the idea that is to show it.");
    else if (file) void addImage(editor, node, file);
  });
  page.addEventListener("change", event => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.dataset.image || !field.files?.[0]) return;
    void addImage(editor, field.dataset.image, field.files[0]);
    // So that the same file can be chosen again.
    field.value = "";
  });
}

/** The image that was copied as one; what has a text too, as of Word, is pasted as that. @param {DataTransfer} data */
export const imageIn = data => data.getData("text/plain") ? undefined : [...data.files].find(file => file.type.startsWith("image/"));

/**
 * @param {import("./edit.js").Editor} editor
 * @param {string} node
 * @param {File} file
 */
export async function addImage(editor, node, file) {
  const { saving, bridge } = editor;
  saving.uploads();
  try {
    const fault = bridge.ImageFault(file.size);
    if (fault) return saving.uploaded(sentence(fault));
    const answer = await saving.post("images", file);
    if (!answer.ok) return saving.uploaded(sentence(await reason(answer)));
    const { hash } = await answer.json();
    saving.uploaded();
    editor.show(bridge.ShowImage(node, hash));
  } catch {
    saving.uploaded(sentence("There is no connection. Add it again when there is."));
  }
}

/** @param {string} why */
const sentence = why => `The image was not added: ${why[0].toLowerCase()}${why.slice(1)}`;

/** @param {Response} answer @returns {Promise<string>} */
async function reason(answer) {
  if (answer.status === 404) return "You may not edit this map any more.";
  if (answer.status === 429) return "That was very many at once. Try again in a minute.";
  const told = answer.status === 422 ? await answer.json() : null;
  return told?.detail ?? "The server could not take it. Try again in a minute.";
}

/** @param {import("./edit.js").Editor} editor @param {DragEvent} event */
const nodeAt = (editor, { target, clientX, clientY }) =>
  target instanceof Element && target.closest("mind-map") ? editor.map.nodeAt(clientX, clientY)?.node ?? null : null;
