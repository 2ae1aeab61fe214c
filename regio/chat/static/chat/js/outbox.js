/*
 * Messages on their way. Each keeps its id until the server has stored it, so that sending again never doubles it, and lies
 * in sessionStorage meanwhile, so that a reload does not lose it. One at a time: the order of writing is the order of sending.
 */
const FIRST_DELAY = 1_000;
const LAST_DELAY = 30_000;

export class Outbox {
  #key;
  #waiting;
  #post;
  #told;
  #timer = 0;
  #attempts = 0;
  #isBusy = false;

  /* post(message) → Response; told(kind, message, answer) with kind "stored", "waiting", "refused", "signed-out". */
  constructor(key, { post, told }) {
    this.#key = `regio-outbox-${key}`;
    this.#post = post;
    this.#told = told;
    this.#waiting = this.#load();
  }

  get waiting() {
    return [...this.#waiting];
  }

  add(text) {
    const message = { id: newId(), text, sent_at: new Date().toISOString() };
    this.#waiting.push(message);
    this.#save();
    this.flush();
    return message;
  }

  /* Send what waits; also called when the network or the line to the hub came back. */
  async flush() {
    clearTimeout(this.#timer);
    if (this.#isBusy || this.#waiting.length === 0) return;
    this.#isBusy = true;
    const isGoingOn = await this.#sendFirst();
    this.#isBusy = false;
    if (isGoingOn) this.flush();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  async #sendFirst() {
    const message = this.#waiting[0];
    let answer;
    try {
      answer = await this.#post(message);
    } catch {
      return this.#later(message);
    }
    if (answer.status === 401) {
      this.#told("signed-out", message);
      return false;
    }
    if (answer.status === 429 || answer.status >= 500) return this.#later(message);
    this.#attempts = 0;
    this.#waiting.shift();
    this.#save();
    const body = await answer.json().catch(() => ({}));
    this.#told(answer.ok ? "stored" : "refused", message, body);
    return true;
  }

  #later(message) {
    this.#told("waiting", message);
    const limit = Math.min(LAST_DELAY, FIRST_DELAY * 2 ** this.#attempts++);
    this.#timer = setTimeout(() => this.flush(), limit * (0.5 + Math.random() / 2));
    return false;
  }

  #load() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key)) ?? [];
    } catch {
      return [];
    }
  }

  #save() {
    try {
      if (this.#waiting.length) sessionStorage.setItem(this.#key, JSON.stringify(this.#waiting));
      else sessionStorage.removeItem(this.#key);
    } catch {
      // No storage (private mode, full): sending works, only a reload would forget.
    }
  }
}

/* randomUUID exists on secure origins only; a cell tried out by its bare address over http has none. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
