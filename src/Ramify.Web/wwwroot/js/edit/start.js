// Opens the editor over the page: the map comes from the server, or where that cannot be reached from this browser's store; the
// program that edits it comes from /_framework. Both are fetched at once.
import { Store } from "./store.js";
import { fetchRoom } from "./room.js";
import { Saving } from "./saving.js";
import { edit } from "./edit.js";

/**
 * The program's side of the border (Ramify.Browser, Bridge.cs says what each does).
 * @typedef {{ Open(snapshot: Uint8Array, writer: string, client: string): boolean, Recall(steps: Uint8Array): void, Adopt(pending: string[]): void,
 *   Folded(): string, Fold(nodes: string, isFolded: boolean): void,
 *   Window(shape: string, spaced: boolean, level: number, open: string, shut: string, show: string, branch: string, part: number[], at: string, isFitted: boolean): string,
 *   Select(nodes: string): void, Act(action: string): string[], TextOf(node: string): string, WriteText(node: string, text: string, isNew: boolean): void, Finish(node: string): string[],
 *   MoveTo(node: string, zone: string, asSecondParent: boolean): string[], Connect(from: string, to: string): string[], AddUnder(node: string, parent: string): string[],
 *   Copy(): string[], Branch(isAll: boolean): string, Preview(content: string, kind: string, text: string): Promise<string>, Paste(): string[], ImageFault(bytes: number): string, ShowImage(node: string, hash: string): string[],
 *   ToSend(): Uint8Array, Answered(answers: Uint8Array): boolean, Received(changes: Uint8Array, isList: boolean): boolean, State(): string[],
 *   OutlineLines(shut: string): string, Show(panel: string): void }} Bridge
 */
/** @typedef {{ start(options: object): Promise<void>, runtime: { setModuleImports(name: string, imports: object): void, getAssemblyExports(name: string): Promise<any> } }} Blazor */

const page = /** @type {HTMLElement} */ (document.querySelector("[data-editor]"));
const id = page.dataset.editor ?? "", link = page.dataset.link ?? "";
const status = document.querySelector("[data-saving]");

open().catch(error => {
  if (status) status.textContent = "The editor could not be opened. The map can be read; reload the page to try again.";
  throw error;
});

async function open() {
  const store = await Store.open(id);
  const [room] = await Promise.all([fetchRoom(id, link, store), startProgram()]);
  const blazor = /** @type {Blazor} */ (/** @type {any} */ (globalThis).Blazor);
  const saving = new Saving(room, store, text => { if (status) status.textContent = text; });
  blazor.runtime.setModuleImports("edit", {
    keep: (/** @type {string} */ key, /** @type {Uint8Array} */ change) => { store.keep(key, change); saving.wake(); },
    remember: (/** @type {Uint8Array} */ steps) => store.remember(room.writer, steps),
    drop: (/** @type {string} */ key) => store.drop(key),
    changed: (/** @type {string} */ said, /** @type {boolean} */ isDone, /** @type {string} */ select) => document.dispatchEvent(new CustomEvent("edit-changed", { detail: { said, isDone, select } })),
  });
  /** @type {Bridge} */
  const bridge = (await blazor.runtime.getAssemblyExports("Ramify.Browser.dll")).Ramify.Browser.Bridge;
  if (!bridge.Open(room.snapshot, room.writer, store.client)) throw new Error("The map cannot be read by this version.");
  const later = await store.logAfter(Number(bridge.State()[3]));
  if (later.length > 0) bridge.Received(new TextEncoder().encode(`{"changes":[${later.join()}],"more":false}`), true);
  const undone = await store.remembered(room.writer);
  if (undone) bridge.Recall(undone);
  bridge.Adopt(await store.left());
  edit(page, bridge, saving);
  saving.begin(bridge);
  page.dataset.ready = "";
  keepForOffline();
}

async function startProgram() {
  const blazor = /** @type {Blazor} */ (/** @type {any} */ (globalThis).Blazor);
  // The page may lie at any depth; without this the runtime is looked for beside it.
  await blazor.start({ loadBootResource: (/** @type {string} */ type, /** @type {string} */ name) => type === "dotnetjs" ? `/_framework/${name}` : null });
}

/** Where the browser allows it (https, or this machine), the page and the program are kept for times without a network. */
function keepForOffline() {
  if (!("serviceWorker" in navigator)) return;
  const parts = performance.getEntriesByType("resource").map(entry => entry.name).filter(name => /\/(assets|_framework)\//.test(name));
  navigator.serviceWorker.addEventListener("message", event => { if (event.data === "kept") page.dataset.kept = ""; });
  navigator.serviceWorker.register("/offline.js").then(() => navigator.serviceWorker.ready).then(worker => worker.active?.postMessage({ page: location.pathname, parts })).catch(() => {});
}
