// Who else is in the map, and which idea each is at: a list at the head, a ring in the person's colour in the picture.
import { addressOf } from "./room.js";

/** @typedef {{ client: string, name: string, node?: string, colour: number }} Person */

const Beat = 10_000, AtMostEvery = 400;

/** @param {import("./edit.js").Editor} editor */
export function presence(editor) {
  const { room, store } = editor.saving, list = editor.page.querySelector("[data-people]");
  /** @type {Person[]} */
  let people = [];
  let timer = 0, last = 0;
  const send = (isLeaving = false) => {
    last = Date.now();
    const node = editor.map.selected;
    void fetch(addressOf(room.id, "presence", room.link), {
      method: "POST", keepalive: isLeaving, headers: { "Content-Type": "application/json", RequestVerificationToken: room.token },
      body: JSON.stringify({ client: dashed(store.client), node: node ? dashed(node) : null, leaving: isLeaving }),
    }).catch(() => {});
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, last + AtMostEvery - Date.now()));
  };
  const show = () => {
    for (const ring of editor.page.querySelectorAll(".here")) ring.remove();
    for (const { node, colour } of people) {
      const focus = editor.map.items.get(plain(node ?? ""))?.element.querySelector(".focus");
      if (!focus) continue;
      const ring = /** @type {Element} */ (focus.cloneNode());
      ring.setAttribute("class", `here c${colour}`);
      focus.after(ring);
    }
  };
  document.addEventListener("edit-presence", event => {
    if (!(event instanceof CustomEvent)) return;
    people = /** @type {{ people: Person[] }} */ (JSON.parse(event.detail)).people.filter(person => plain(person.client) !== store.client);
    if (list) list.textContent = people.length === 0 ? "" : `Here too: ${people.map(person => person.name).join(", ")}`;
    show();
  });
  editor.page.addEventListener("map-select", soon);
  editor.page.addEventListener("map-picture", show);
  setInterval(send, Beat);
  addEventListener("pagehide", () => send(true));
  send();
}

/** @param {string} id */
const plain = id => id.replaceAll("-", "").toLowerCase();

/** @param {string} id 32 digits. */
const dashed = id => id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
