// Pasted lists, headings and tables keep their order and levels: what the clipboard holds as HTML goes along with the text.

const structure = /<(li|h[1-6]|tr)[\s>]|mso-list|aria-level/i;
const mostCharacters = 4_000_000;

/** @param {Document} page */
export function paste(page) {
  for (const form of page.querySelectorAll("form[data-paste]")) {
    const text = form.querySelector("textarea");
    if (form instanceof HTMLFormElement && text) listen(form, text);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLTextAreaElement} text
 */
function listen(form, text) {
  const field = form.ownerDocument.createElement("input");
  field.type = "hidden";
  field.name = "html";
  form.append(field);
  text.addEventListener("paste", event => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const isWhole = text.selectionEnd - text.selectionStart === text.value.length;
    // Set once the text is in: its arrival counts as an edit.
    if (isWhole && html.length < mostCharacters && structure.test(html)) setTimeout(() => field.value = html);
  });
  // What is edited by hand is meant as it stands there.
  text.addEventListener("input", () => field.value = "");
}
