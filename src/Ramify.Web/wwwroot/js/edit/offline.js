// The service worker: keeps the program, the styles and the pages of maps that were visited, for times without a network. What has its
// name from its content is taken from here at once; pages and the rest come from the network as long as there is one.

const Kept = "ramify-kept", Pages = "ramify-pages", MostPages = 60;
const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

// A page that was loaded before the worker came names what it is made of.
worker.addEventListener("message", (/** @type {any} */ event) => {
  const { page, parts } = event.data ?? {};
  event.waitUntil(Promise.all([keepAll(Kept, parts), keepAll(Pages, [page])]).then(() => event.source?.postMessage("kept"), () => {}));
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method === "POST" && url.pathname === "/account/sign-out") return event.respondWith(leave(request));
  if (request.method !== "GET") return;
  if (isNamedByContent(url.pathname)) event.respondWith(fromHere(request));
  else if (url.pathname.startsWith("/_framework/")) event.respondWith(fromThere(request, Kept));
  else if (request.mode === "navigate" && isMapPage(url.pathname)) event.respondWith(fromThere(request, Pages));
});

/** @param {string} path */
const isNamedByContent = path => /^\/assets\/[0-9a-f]+\//.test(path) || /^\/_framework\/.*\.[0-9a-z]{10}\.[a-z]+$/.test(path);

/** @param {string} path */
const isMapPage = path => /^\/(m\/[^/]+(\/editor)?|draft\/[^/.]+|shared\/[^/.]+|account\/maps\/[0-9a-f-]{36}|[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+)$/.test(path);

/** @param {Request} request */
async function fromHere(request) {
  const cache = await caches.open(Kept);
  return await cache.match(request) ?? keep(cache, request, await fetch(request));
}

/** @param {Request} request @param {string} name */
async function fromThere(request, name) {
  const cache = await caches.open(name);
  try {
    return await keep(cache, request, await fetch(request));
  } catch (error) {
    const kept = await cache.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/** @param {Cache} cache @param {Request} request @param {Response} answer */
async function keep(cache, request, answer) {
  if (answer.ok && answer.type === "basic" && !answer.redirected) {
    await cache.put(request, answer.clone());
    const keys = await cache.keys();
    if (cache === await caches.open(Pages) && keys.length > MostPages) await cache.delete(keys[0]);
  }
  return answer;
}

/** @param {string} name @param {string[]} addresses */
async function keepAll(name, addresses = []) {
  const cache = await caches.open(name);
  await Promise.all(addresses.map(async address => await cache.match(address) ?? cache.add(new Request(address, { cache: "no-cache" }))));
}

/** Whoever signs out takes the pages and the maps along; what could not be sent yet waits. @param {Request} request */
async function leave(request) {
  const answer = await fetch(request);
  await caches.delete(Pages);
  const open = indexedDB.open("ramify");
  open.onsuccess = () => {
    const names = ["maps", "log"].filter(name => open.result.objectStoreNames.contains(name));
    for (const name of names) open.result.transaction(name, "readwrite").objectStore(name).clear();
    open.result.close();
  };
  return answer;
}
