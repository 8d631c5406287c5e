// Copy, cut and paste. What is copied goes out as our own file, as a nested list and as plain text; what comes in is read by the
// program, and shown before it is put in where it is more than one node.
import { addImage, imageIn } from "./images.js";

const Own = "web application/x-ramify+json";

/** @param {import("./edit.js").Editor} editor */
export function clipboard(editor) {
  let isPlain = false;
  const isOnMap = () => !editor.writing.isOn && document.activeElement instanceof Element && document.activeElement.closest("mind-map") !== null;
  document.addEventListener("keydown", event => { isPlain = (event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === "v"; }, true);
  for (const name of /** @type {const} */ (["copy", "cut"]))
    document.addEventListener(name, event => {
      if (!isOnMap() || !event.clipboardData) return;
      const [text, list, file] = editor.bridge.Copy();
      if (text === undefined) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
      event.clipboardData.setData("text/html", list);
      event.clipboardData.setData(Own, file);
      if (name === "cut") editor.act("delete", editor.map.selected);
      else editor.map.announce("Copied");
    });
  document.addEventListener("paste", event => {
    if (!event.clipboardData || !editor.map.selected) return;
    const image = imageIn(event.clipboardData);
    // An image pasted into the text that is written is the image of that idea.
    if (image && editor.writing.text) editor.writing.end();
    if (!isOnMap()) return;
    event.preventDefault();
    if (image) return void addImage(editor, editor.map.selected, image);
    const [own, html, text] = [Own, "text/html", "text/plain"].map(type => event.clipboardData?.getData(type) ?? "");
    void paste(editor, isPlain ? ["plain", text] : own ? ["ramify", own] : html ? ["html", html, text] : ["text", text]);
  });
}

/**
 * @param {import("./edit.js").Editor} editor
 * @param {string[]} what Its kind, itself, and what it is as plain text.
 */
async function paste(editor, [kind, content, text = ""]) {
  if (!content) return;
  const answer = await editor.bridge.Preview(content, kind, text);
  if (answer === "1") editor.show(editor.bridge.Paste());
  else if (!/^\d+$/.test(answer)) editor.map.announce(answer);
}
