// Looking on while others edit: the page hears that the map has changed, and shows it when they pause. It sends nothing.

/** @typedef {import("../map/element.js").MindMap} MindMap */

// The page's document follows the log a second and a half after the last edit.
const Pause = 2000, LongestWait = 8000;

for (const views of document.querySelectorAll("[data-live]")) if (views instanceof HTMLElement) look(views);

/** @param {HTMLElement} views */
function look(views) {
  const maps = /** @type {MindMap[]} */ (/** @type {any} */ ([...views.querySelectorAll("mind-map")]));
  const status = views.querySelector("[data-looking]");
  let timer = 0, since = 0;
  const show = async () => {
    timer = since = 0;
    const answer = await fetch(location.href, { cache: "no-cache" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const map of maps) await map.refresh();
    const outline = page.querySelector(".view-outline");
    if (outline) views.querySelector(".view-outline")?.replaceChildren(...outline.childNodes);
  };
  const soon = () => {
    since ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(show, Math.max(0, Math.min(Pause, since + LongestWait - Date.now())));
  };
  const events = new EventSource(views.dataset.live ?? "");
  events.addEventListener("change", soon);
  events.addEventListener("reload", soon);
  events.addEventListener("presence", event => {
    const { people } = /** @type {{ people: { name: string }[] }} */ (JSON.parse(event.data));
    if (status) status.textContent = people.length === 0 ? "" : `Being edited now by ${people.map(person => person.name).join(", ")}`;
  });
  events.addEventListener("error", () => {
    if (events.readyState === EventSource.CLOSED && status) status.textContent = "This page follows the map no longer.";
  });
}
