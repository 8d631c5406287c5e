// What this browser keeps of a map until the server has it: pending changes, and for times without a network the map as it was
// opened with what was ordered since. One database for all maps; every key begins with the map's id.

const Name = "ramify", Version = 1;

export class Store {
  /** Who numbers the changes of this page. */
  client = newId();
  /** @type {Array<(work: { pending: IDBObjectStore, log: IDBObjectStore, maps: IDBObjectStore }) => void>} */
  #work = [];
  /** @type {Promise<void>} */
  #done = Promise.resolve();
  #isScheduled = false;

  /**
   * @param {string} map
   * @param {IDBDatabase | null} db Null where the browser keeps nothing, as in some private windows.
   */
  constructor(map, db) {
    this.map = map;
    this.db = db;
    // Others know by this that the page is open, and leave its changes to it.
    navigator.locks?.request(`ramify-${this.client}`, () => new Promise(() => {}));
  }

  /** @param {string} map */
  static async open(map) {
    try {
      return new Store(map, await database());
    } catch {
      return new Store(map, null);
    }
  }

  get isKept() { return this.db !== null; }

  /** @param {string} key @param {Uint8Array} change */
  keep(key, change) {
    const text = new TextDecoder().decode(change);
    this.#do(({ pending }) => pending.put(text, [this.map, ...key.split("/")]));
  }

  /** @param {string} key */
  drop(key) { this.#do(({ pending }) => pending.delete([this.map, ...key.split("/")])); }

  /** @param {number} sequence @param {string} change */
  ordered(sequence, change) { this.#do(({ log }) => log.put(change, [this.map, sequence])); }

  /** What a person can undo in this map. @param {string} writer @param {Uint8Array} steps */
  remember(writer, steps) {
    const kept = steps.slice();
    this.#do(({ maps }) => maps.put(kept, `${this.map}/undo/${writer}`));
  }

  /** @param {string} writer @returns {Promise<Uint8Array | undefined>} */
  async remembered(writer) { return this.db ? result(this.db.transaction("maps").objectStore("maps").get(`${this.map}/undo/${writer}`)) : undefined; }

  /** The map as it came from the server. @param {object} opened */
  opened(opened) {
    this.#do(({ maps, log }) => {
      maps.put(opened, this.map);
      log.delete(IDBKeyRange.bound([this.map, 0], [this.map, Infinity]));
    });
  }

  /** @returns {Promise<any>} */
  async lastOpened() { return this.db ? result(this.db.transaction("maps").objectStore("maps").get(this.map)) : undefined; }

  /** @param {number} sequence @returns {Promise<string[]>} */
  async logAfter(sequence) {
    return this.db ? result(this.db.transaction("log").objectStore("log").getAll(IDBKeyRange.bound([this.map, sequence + 1], [this.map, Infinity]))) : [];
  }

  /** What pages that are closed have left unsent, in order. @returns {Promise<string[]>} */
  async left() {
    if (!this.db) return [];
    const all = this.db.transaction("pending").objectStore("pending");
    const range = IDBKeyRange.bound([this.map], [this.map, []]);
    const [keys, texts] = await Promise.all([result(all.getAllKeys(range)), result(all.getAll(range))]);
    const open = new Set((await navigator.locks?.query())?.held?.map(lock => lock.name) ?? []);
    return texts.filter((_, i) => !open.has(`ramify-${/** @type {any} */ (keys[i])[1]}`));
  }

  /** Resolves when all that was asked so far is on the disk. */
  get done() { return this.#done; }

  /** Everything that one event asks for is written in one transaction. @param {(work: { pending: IDBObjectStore, log: IDBObjectStore, maps: IDBObjectStore }) => void} work */
  #do(work) {
    if (!this.db) return;
    this.#work.push(work);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#done = new Promise(resolve => queueMicrotask(() => {
      this.#isScheduled = false;
      const transaction = /** @type {IDBDatabase} */ (this.db).transaction(["pending", "log", "maps"], "readwrite", { durability: "strict" });
      const stores = { pending: transaction.objectStore("pending"), log: transaction.objectStore("log"), maps: transaction.objectStore("maps") };
      for (const next of this.#work.splice(0)) next(stores);
      transaction.oncomplete = transaction.onerror = transaction.onabort = () => resolve();
    }));
  }
}

/** @returns {Promise<IDBDatabase>} */
function database() {
  const request = indexedDB.open(Name, Version);
  request.onupgradeneeded = () => { for (const name of ["pending", "log", "maps"]) request.result.createObjectStore(name); };
  return result(request);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
const result = request => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

/** A UUIDv7: ids of one browser sort by when they were made. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setBigUint64(0, (BigInt(Date.now()) << 16n) | BigInt(0x7000 | ((bytes[6] & 15) << 8) | bytes[7]));
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map(b => b.toString(16).padStart(2, "0")).join("");
}
