/*
 * Keeps an open conversation live: sends without reloading, shows what arrives, says what was read.
 *
 *   <regio-conversation data-id="…" data-person="7" data-side="person" data-seq="12" data-messages="…" data-read="…">
 *     <div class="r-talk__flow" role="log">… <span id="ende"></span></div>
 *     <form class="r-composer">…</form> <template data-bubble="…">…
 *   </regio-conversation>
 *
 * Hears regio:event and regio:resync of <regio-live>. An event is a hint: whatever is missing in between is fetched.
 */
import { Bubbles, seqOf } from "./bubbles.js";
import { Composer } from "./composer.js";
import { Outbox } from "./outbox.js";

const JSON_PLEASE = { Accept: "application/json" };
const NEAR = 120; // pixels from the end that count as "at the end"

class RegioConversation extends HTMLElement {
  #bubbles;
  #outbox;
  #flow;
  #composer;
  #seq = 0; // everything up to here is shown
  #read = 0;
  #catching = null;
  #isLoadingOlder = false;
  #leaving;

  // lifecycle

  connectedCallback() {
    this.#flow = this.querySelector(".r-talk__flow");
    this.#bubbles = new Bubbles(this);
    this.#seq = Number(this.dataset.seq);
    this.#leaving = new AbortController();
    const { signal } = this.#leaving;
    this.#flow.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.#flow.addEventListener("scroll", () => this.#scrolled(), { signal, passive: true });
    document.addEventListener("visibilitychange", () => this.#markRead(), { signal });
    document.addEventListener("regio:event", ({ detail }) => this.#heard(detail), { signal });
    document.addEventListener("regio:resync", () => this.#resync(), { signal });
    addEventListener("online", () => this.#resync(), { signal });
    if (this.hasAttribute("data-old")) return; // a page of the past: a plain page, its form goes to the newest one
    this.#composer = new Composer(this.querySelector("form"), { send: (text) => this.#write(text), signal });
    const told = (kind, message, answer) => this.#told(kind, message, answer);
    this.#outbox = new Outbox(`${this.dataset.person}-${this.dataset.id}`, { post: ({ id, text }) => this.#composer.post(this.dataset.messages, { id, text }), told });
    for (const message of this.#outbox.waiting) this.#bubbles.putPending(message);
    this.#outbox.flush();
    this.#toEnd();
  }

  disconnectedCallback() {
    this.#leaving.abort();
    this.#outbox?.stop();
  }

  // events

  #write(text) {
    this.#bubbles.putPending(this.#outbox.add(text));
    this.#toEnd();
  }

  #clicked(event) {
    if (!event.target.closest("[data-older]")) return;
    event.preventDefault();
    this.#loadOlder();
  }

  #scrolled() {
    if (this.#flow.scrollTop < NEAR) this.#loadOlder();
    this.#markRead();
  }

  #heard({ stream, event }) {
    if (stream !== `conversation-${this.dataset.id}` || !this.#outbox) return;
    if (event.type === "chat.read") this.#otherRead(event);
    else if (event.cut || event.seq > this.#seq + 1) this.#catchUp();
    else this.#show([{ ...event, mine: event.from_organisation === this.#isOrganisation }]);
  }

  #told(kind, message, answer) {
    if (kind === "stored") this.#show([answer]);
    else if (kind === "waiting") this.#bubbles.sayPending(message.id, "waiting");
    else if (kind === "signed-out") location.reload(); // signing in leads back here, and what waits is sent then
    else this.#refused(message, answer);
  }

  // private

  get #isOrganisation() {
    return this.dataset.side === "organisation";
  }

  #show(messages) {
    const wasAtEnd = this.#isAtEnd;
    for (const message of messages) {
      if (message.seq > this.#seq + 1) return void this.#catchUp();
      this.#bubbles.put(message);
      if (!message.mine) this.#bubbles.markRead(message.seq); // whoever answers has read what stands before
      this.#seq = Math.max(this.#seq, message.seq);
    }
    if (wasAtEnd) this.#toEnd();
    this.#markRead();
  }

  /* What is missing after the last message shown; one request at a time, until nothing is missing. */
  #catchUp() {
    this.#catching ??= this.#fetchNewer().finally(() => (this.#catching = null));
  }

  async #fetchNewer() {
    for (;;) {
      const answer = await this.#fetch(`nach=${this.#seq}`);
      if (!answer) return;
      this.#bubbles.markRead(answer.read_seq);
      if (answer.messages.length === 0) return;
      this.#show(answer.messages);
    }
  }

  #resync() {
    if (!this.#outbox) return;
    this.#catchUp();
    this.#outbox.flush();
  }

  async #loadOlder() {
    const first = this.#flow.querySelector(".r-msg[id]");
    const link = this.#flow.querySelector("[data-older]");
    if (!link || !first || this.#isLoadingOlder) return;
    this.#isLoadingOlder = true;
    this.#flow.setAttribute("aria-busy", "true"); // what is old is not announced
    const answer = await this.#fetch(`vor=${seqOf(first)}`);
    const fromEnd = this.#flow.scrollHeight - this.#flow.scrollTop;
    for (const message of answer?.messages.toReversed() ?? []) this.#bubbles.put(message);
    if (answer && (answer.messages.length === 0 || answer.messages[0].seq === 1)) link.remove();
    this.#flow.scrollTop = this.#flow.scrollHeight - fromEnd;
    this.#flow.removeAttribute("aria-busy");
    this.#isLoadingOlder = false;
  }

  async #fetch(query) {
    try {
      const answer = await fetch(`${this.dataset.messages}?${query}`, { headers: JSON_PLEASE });
      if (answer.status === 401 || answer.status === 404) location.reload();
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // offline; the next resync asks again
    }
  }

  #otherRead(event) {
    if (event.by_organisation !== this.#isOrganisation) this.#bubbles.markRead(event.seq);
  }

  /* Seen is read: the page is in front and its end in view. */
  async #markRead() {
    if (document.hidden || !this.#outbox || !this.#isAtEnd || this.#seq <= this.#read) return;
    const seq = this.#seq;
    this.#read = seq;
    try {
      const answer = await this.#composer.post(this.dataset.read, { seq });
      if (!answer.ok) this.#read = 0;
    } catch {
      this.#read = 0;
    }
  }

  #refused(message, answer) {
    this.#bubbles.dropPending(message.id);
    this.#composer.refuse(message.text, answer.title ?? this.#bubbles.words.failed);
  }

  get #isAtEnd() {
    return this.#flow.scrollHeight - this.#flow.scrollTop - this.#flow.clientHeight < NEAR;
  }

  #toEnd() {
    this.#flow.scrollTop = this.#flow.scrollHeight;
  }
}

customElements.define("regio-conversation", RegioConversation);
