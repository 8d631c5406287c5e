// Sends what is pending until it is answered, hears what others do, and says truly how it stands.
import { addressOf, fetchWho } from "./room.js";

/** @typedef {import("./start.js").Bridge} Bridge */

// Changes go out together a moment after the first; typing waits for a pause, but never longer than this.
const Soon = 100, Typing = 1000, LongestWait = 15_000;

export class Saving {
  /** @type {Bridge} */ #bridge = /** @type {any} */ (null);
  #timer = 0;
  #due = 0;
  #isSending = false;
  #failures = 0;
  #stopped = "";
  #isOffline = false;
  #uploads = 0;
  #refusal = "";
  isTyping = false;
  /** What others did is shown. */
  onReceived = () => {};

  /**
   * @param {import("./room.js").Room} room
   * @param {import("./store.js").Store} store
   * @param {(text: string) => void} say
   */
  constructor(room, store, say) {
    this.room = room;
    this.store = store;
    this.say = say;
    this.#isOffline = room.isOffline;
  }

  /** @param {Bridge} bridge */
  begin(bridge) {
    this.#bridge = bridge;
    this.#hear();
    addEventListener("online", () => this.#now());
    addEventListener("pagehide", () => this.#send(true));
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.#now(); });
    this.#now();
    this.#show();
  }

  /** Something is pending. */
  wake() {
    const due = Date.now() + (this.isTyping ? Typing : Soon);
    if (this.#timer && this.#due <= due) return this.#show();
    this.#at(due);
    return this.#show();
  }

  /** Typing has paused. */
  pause() {
    this.isTyping = false;
    this.wake();
  }

  /** Something beside the changes is on its way. */
  uploads() {
    this.#uploads++;
    this.#refusal = "";
    this.#show();
  }

  /** It has arrived, or was not taken. @param {string} [refusal] Why not, to be said until the next is sent. */
  uploaded(refusal = "") {
    this.#uploads = Math.max(0, this.#uploads - 1);
    this.#refusal = refusal;
    this.#show();
  }

  /** Sends something beside the changes; again with a new token, where that has grown too old. @param {string} what @param {Blob} body */
  async post(what, body) {
    const send = () => fetch(addressOf(this.room.id, what, this.room.link), {
      method: "POST", body, headers: { "Content-Type": "application/octet-stream", RequestVerificationToken: this.room.token },
    });
    const answer = await send();
    if (answer.status !== 400) return answer;
    this.room.token = (await fetchWho(this.room.id, this.room.link)).token;
    return send();
  }

  /** @param {number} due */
  #at(due) {
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => this.#now(), Math.max(0, due - Date.now()));
  }

  #now() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    void this.#send(false);
  }

  /** @param {boolean} isLast */
  async #send(isLast) {
    if (!this.#bridge || this.#stopped || (this.#isSending && !isLast)) return;
    const body = this.#bridge.ToSend();
    if (body.length === 0) return this.#show();
    this.#isSending = true;
    this.#show();
    try {
      const answer = await fetch(addressOf(this.room.id, "changes", this.room.link), {
        method: "POST", body: /** @type {BodyInit} */ (body), keepalive: isLast && body.length < 60_000,
        headers: { "Content-Type": "application/json", RequestVerificationToken: this.room.token },
      });
      this.#isSending = false;
      await this.#answered(answer);
    } catch {
      this.#isSending = false;
      this.#isOffline = true;
      this.#again();
    }
    this.#show();
  }

  /** @param {Response} answer */
  async #answered(answer) {
    this.#isOffline = false;
    if (answer.ok) {
      this.#failures = 0;
      this.#bridge.Answered(new Uint8Array(await answer.arrayBuffer()));
      if (this.#bridge.ToSend().length > 0) this.#at(Date.now());
      return;
    }
    if (answer.status === 426) this.#stopped = "A newer version of this site is running: reload the page. What you wrote is kept.";
    else if (answer.status === 404) this.#stopped = "You may not edit this map any more. What you wrote is kept in this browser.";
    else if (answer.status === 400 && this.#failures < 3) {
      // The token has grown too old, or somebody else has signed in.
      const who = await fetchWho(this.room.id, this.room.link);
      this.room.token = who.token;
      this.#again();
    } else this.#again(Number(answer.headers.get("Retry-After") ?? 0) * 1000);
  }

  /** @param {number} [wait] In ms. */
  #again(wait = 0) {
    this.#failures++;
    this.#at(Date.now() + Math.max(wait, Math.min(LongestWait, 500 * 2 ** this.#failures)));
  }

  #hear() {
    const address = new URL(addressOf(this.room.id, "events", this.room.link), location.href);
    address.searchParams.set("after", this.#bridge.State()[3]);
    const events = new EventSource(address);
    events.addEventListener("change", event => {
      this.store.ordered(Number(event.lastEventId), event.data);
      this.#receive(new TextEncoder().encode(event.data));
    });
    events.addEventListener("presence", event => document.dispatchEvent(new CustomEvent("edit-presence", { detail: event.data })));
    events.addEventListener("reload", () => location.reload());
    events.addEventListener("open", () => {
      if (this.#isOffline) this.#now();
      this.#isOffline = false;
      this.#show();
    });
    events.addEventListener("error", () => {
      // A stream that was refused is closed for good; one that broke comes back by itself.
      if (events.readyState === EventSource.CLOSED) setTimeout(() => this.#hear(), 5000);
    });
    addEventListener("pagehide", () => events.close());
  }

  /** @param {Uint8Array} change */
  #receive(change) {
    const isShown = this.#bridge.Received(change, false);
    const [, trouble] = this.#bridge.State();
    if (trouble) void this.#catchUp(trouble);
    if (isShown) this.onReceived();
    this.#show();
  }

  /** @param {string} trouble */
  async #catchUp(trouble) {
    if (trouble === "reload") return location.reload();
    const answer = await fetch(`${addressOf(this.room.id, "changes", this.room.link)}${this.room.link ? "&" : "?"}after=${this.#bridge.State()[3]}`);
    if (answer.status === 410) return location.reload();
    if (answer.ok && this.#bridge.Received(new Uint8Array(await answer.arrayBuffer()), true)) this.onReceived();
    return this.#show();
  }

  #show() {
    if (!this.#bridge) return;
    const [state, , conflicts] = this.#bridge.State();
    const kept = this.store.isKept ? " What you write is kept in this browser and sent later." : " Keep this page open: this browser keeps nothing.";
    const stands = state === "saved" ? (this.#isOffline ? "Saved. No connection." : "Saved") : this.#isOffline ? `No connection.${kept}` : "Saving…";
    this.say(this.#stopped || (this.#uploads > 0 ? "Sending the image…" : this.#refusal ? `${this.#refusal} ${stands}` : stands));
    document.dispatchEvent(new CustomEvent("edit-conflicts", { detail: Number(conflicts) }));
  }
}
