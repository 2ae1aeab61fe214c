/*
 * Draws messages by copying the page's own templates; foreign words only ever become text.
 *
 *   <template data-bubble="mine|theirs"><article class="r-msg">…</article></template>
 *   <template data-words data-sent="gesendet" data-signed="für Hofladen, von {}" …></template>
 */
const LANG = document.documentElement.lang || "de";
const ZONE = "Europe/Berlin";
const clock = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", timeZone: ZONE });
const dayKey = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE });
const longDay = new Intl.DateTimeFormat(LANG, { weekday: "long", day: "numeric", month: "long", timeZone: ZONE });
const relative = new Intl.RelativeTimeFormat(LANG, { numeric: "auto" });

export class Bubbles {
  #flow;
  #end;
  #mine;
  #theirs;
  words;

  constructor(host) {
    this.#flow = host.querySelector(".r-talk__flow");
    this.#end = this.#flow.querySelector("#ende");
    this.#mine = host.querySelector('template[data-bubble="mine"]');
    this.#theirs = host.querySelector('template[data-bubble="theirs"]');
    this.words = host.querySelector("template[data-words]").dataset;
  }

  has(seq) {
    return Boolean(this.#flow.querySelector(`#m${Number(seq)}`));
  }

  /* A stored message at its place; takes the place of the pending one with the same id. */
  put(message) {
    this.#flow.querySelector(`[data-pending="${CSS.escape(message.id)}"]`)?.remove();
    if (this.has(message.seq)) return;
    const bubble = this.#draw(message);
    bubble.id = `m${message.seq}`;
    this.#insert(bubble, message.seq);
    if (message.mine) this.#say(bubble, message.read ? "read" : "sent");
  }

  /* A message of one's own that is on its way. */
  putPending({ id, text, sent_at }) {
    const known = this.#flow.querySelector(`[data-pending="${CSS.escape(id)}"]`);
    if (known) return;
    const bubble = this.#draw({ text, sent_at, mine: true, from_organisation: false, author: "" });
    bubble.dataset.pending = id;
    this.#say(bubble, "pending");
    this.#end.before(bubble);
  }

  sayPending(id, state) {
    const bubble = this.#flow.querySelector(`[data-pending="${CSS.escape(id)}"]`);
    if (bubble) this.#say(bubble, state);
  }

  dropPending(id) {
    this.#flow.querySelector(`[data-pending="${CSS.escape(id)}"]`)?.remove();
  }

  markRead(seq) {
    for (const bubble of this.#flow.querySelectorAll(".r-msg--mine[id]")) {
      if (seqOf(bubble) <= seq) this.#say(bubble, "read");
    }
  }

  #draw(message) {
    const bubble = (message.mine ? this.#mine : this.#theirs).content.firstElementChild.cloneNode(true);
    bubble.querySelector(".r-msg__text").textContent = message.text;
    const time = bubble.querySelector("time");
    const at = new Date(message.sent_at);
    time.dateTime = message.sent_at;
    time.textContent = clock.format(at).replace(/^0/, "");
    const who = bubble.querySelector(".r-msg__who");
    const author = message.author || this.words.author;
    if (who) who.textContent = message.from_organisation || message.mine ? this.words.signed.replace("{}", () => author) : author;
    return bubble;
  }

  #insert(bubble, seq) {
    const all = [...this.#flow.querySelectorAll(".r-msg[id]")];
    const next = all.find((other) => seqOf(other) > seq);
    const sign = next?.previousElementSibling?.matches(".r-day") ? next.previousElementSibling : null;
    (sign ?? next ?? this.#flow.querySelector("[data-pending]") ?? this.#end).before(bubble);
    const before = all.findLast((other) => seqOf(other) < seq);
    if (sign && sameDay(next, bubble)) bubble.before(sign);
    else if (!before || !sameDay(before, bubble)) bubble.before(daySign(bubble));
    this.#flow.querySelector(".r-talk__hint")?.remove();
  }

  #say(bubble, state) {
    bubble.dataset.state = state;
    const foot = bubble.querySelector("footer");
    foot.lastChild.textContent = this.words[state];
  }
}

export function seqOf(bubble) {
  return Number(bubble.id.slice(1));
}

function dayOf(bubble) {
  return dayKey.format(new Date(bubble.querySelector("time").dateTime));
}

function sameDay(one, other) {
  return dayOf(one) === dayOf(other);
}

function daySign(bubble) {
  const sign = document.createElement("span");
  sign.className = "r-day";
  const at = new Date(bubble.querySelector("time").dateTime);
  const age = Math.round((Date.parse(dayKey.format(at)) - Date.parse(dayKey.format(new Date()))) / 86_400_000);
  sign.textContent = age === 0 || age === -1 ? relative.format(age, "day") : longDay.format(at);
  return sign;
}
