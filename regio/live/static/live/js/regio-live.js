/*
 * Keeps the page's line to the live hub. Shows nothing itself; without it the page works by reloading.
 *
 *   <regio-live url="/live" ticket="…" renew="/live/ticket/"></regio-live>
 *
 * url     the hub: ws(s)://…, or a path or http(s) address whose scheme is changed
 * ticket  what this page may hear; goes to the hub as the first message, never into an address
 * renew   answers POST ticket=<old one> with JSON {"ticket": "<new one>"}; 403 ends the line until the next page. The hub
 *         says {"type": "renew"} when somebody may hear less than the ticket says
 *
 * Dispatched on document:
 *   regio:resync   after every (re)connect and whenever the hub may have missed something: fetch what you show
 *   regio:event    detail {stream, event}: a hint; event.cut === true carries only type and id: fetch it
 */

const FIRST_DELAY = 500;
const LAST_DELAY = 30_000;
const HIDDEN_LIMIT = 5 * 60_000;
const TICKET_OVER = 4401;
const TICKET_BAD = 4403;

class RegioLive extends HTMLElement {
  #socket = null;
  #ticket = "";
  #attempts = 0;
  #isNew = true; // the socket is fresh: its first "ready" means that something may have been missed
  #isOver = false; // signed out or somebody else: this page hears nothing any more
  #retryTimer = 0;
  #renewTimer = 0;
  #hiddenTimer = 0;
  #leaving = null;

  // lifecycle

  connectedCallback() {
    this.#ticket ||= this.getAttribute("ticket") ?? "";
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    document.addEventListener("visibilitychange", () => this.#visibilityChanged(), { signal });
    addEventListener("pagehide", () => this.#pause(), { signal }); // an open socket keeps a page out of the back/forward cache
    addEventListener("pageshow", (event) => event.persisted && this.#connect(), { signal });
    addEventListener("online", () => this.#connect(), { signal });
    this.#connect();
    if (document.hidden) this.#visibilityChanged();
  }

  disconnectedCallback() {
    this.#leaving.abort();
    clearTimeout(this.#hiddenTimer);
    this.#pause();
  }

  // events

  #visibilityChanged() {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) this.#hiddenTimer = setTimeout(() => this.#pause(), HIDDEN_LIMIT);
    else this.#connect();
  }

  #opened(socket) {
    this.#isNew = true;
    socket.send(JSON.stringify({ ticket: this.#ticket }));
  }

  #heard(message) {
    if (message.s !== undefined) {
      this.#tell("regio:event", { stream: message.s, event: message.e });
    } else if (message.type === "ready") {
      this.#attempts = 0;
      this.#renewWithin(message.seconds);
      if (this.#isNew) this.#tell("regio:resync");
      this.#isNew = false;
    } else if (message.type === "renew") {
      this.#renewWithin(0.5);
    } else if (message.type === "resync") {
      this.#renewWithin(message.seconds);
      this.#tell("regio:resync");
    }
  }

  #closed(code) {
    this.#pause();
    const needsTicket = code === TICKET_OVER || code === TICKET_BAD;
    this.#later(() => (needsTicket ? this.#renew() : this.#connect()));
  }

  // private

  #connect() {
    if (this.#socket || this.#isOver || !this.#ticket) return;
    clearTimeout(this.#retryTimer);
    const socket = new WebSocket(this.#address());
    this.#socket = socket;
    socket.onopen = () => this.#opened(socket);
    socket.onmessage = ({ data }) => this.#heard(JSON.parse(data));
    socket.onclose = ({ code }) => this.#closed(code);
  }

  #pause() {
    clearTimeout(this.#retryTimer);
    clearTimeout(this.#renewTimer);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  /* Somewhere in the middle of the time that is left, so that thousands of pages do not come at once. */
  #renewWithin(seconds) {
    clearTimeout(this.#renewTimer);
    this.#renewTimer = setTimeout(() => this.#renew(), seconds * 1000 * (0.3 + 0.4 * Math.random()));
  }

  async #renew() {
    const before = this.#socket;
    try {
      const body = new URLSearchParams({ ticket: this.#ticket });
      const answer = await fetch(this.getAttribute("renew"), { method: "POST", body, credentials: "same-origin" });
      if (answer.status === 403) return this.#end();
      if (!answer.ok) throw new Error(`${answer.status}`);
      this.#ticket = (await answer.json()).ticket;
    } catch {
      // The web server is away; the socket may well live on until its ticket ends.
      this.#later(() => this.#renew());
      return;
    }
    if (!this.isConnected || this.#socket !== before) return;
    if (!before) this.#connect();
    else if (before.readyState === WebSocket.OPEN) before.send(JSON.stringify({ ticket: this.#ticket }));
  }

  #end() {
    this.#isOver = true;
    this.#pause();
  }

  /* Exponential backoff with full jitter. */
  #later(step) {
    clearTimeout(this.#retryTimer);
    if (!this.isConnected) return;
    const limit = Math.min(LAST_DELAY, FIRST_DELAY * 2 ** this.#attempts++);
    this.#retryTimer = setTimeout(step, limit * Math.random());
  }

  #address() {
    const address = new URL(this.getAttribute("url"), location.href);
    address.protocol = address.protocol.replace("http", "ws");
    return address;
  }

  #tell(name, detail) {
    document.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

customElements.define("regio-live", RegioLive);
