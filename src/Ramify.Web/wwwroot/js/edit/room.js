// The room of a map: who this page is in it, and the map as the server has it; without a network as this browser kept it.

/**
 * @typedef {{ id: string, link: string, access: string, writer: string, name: string, token: string, snapshot: Uint8Array, isOffline: boolean }} Room
 */

/**
 * @param {string} id
 * @param {string} link
 * @param {import("./store.js").Store} store
 * @returns {Promise<Room>}
 */
export async function fetchRoom(id, link, store) {
  try {
    const [who, answer] = await Promise.all([fetchWho(id, link), fetch(addressOf(id, "snapshot", link), { cache: "no-store" })]);
    if (!answer.ok) throw new Refused(answer.status);
    const snapshot = new Uint8Array(await answer.arrayBuffer());
    store.opened({ who, snapshot });
    return { id, link, access: who.access, writer: who.writer, name: who.name ?? "", token: who.token, snapshot, isOffline: false };
  } catch (error) {
    if (error instanceof Refused) throw error;
    const kept = await store.lastOpened();
    if (!kept) throw error;
    const { who, snapshot } = kept;
    return { id, link, access: who.access, writer: who.writer, name: who.name ?? "", token: who.token, snapshot, isOffline: true };
  }
}

/** @param {string} id @param {string} link */
export async function fetchWho(id, link) {
  const answer = await fetch(addressOf(id, "room", link), { cache: "no-store" });
  if (!answer.ok) throw new Refused(answer.status);
  return answer.json();
}

/** @param {string} id @param {string} what @param {string} link */
export const addressOf = (id, what, link) => `/m/${id}/${what}${link ? `?link=${encodeURIComponent(link)}` : ""}`;

/** The server has answered, and said no. */
export class Refused extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`The server answered ${status}.`);
    this.status = status;
  }
}
