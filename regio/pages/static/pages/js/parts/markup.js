/* Buttons above a text, for people who do not know the signs. Without script the hint names the signs.
   <regio-markup><div class="g-tools" role="group" hidden><button type="button" data-mark="**">Fett</button>
     <button type="button" data-line="- ">Liste</button><button type="button" data-link>Link</button></div> … <textarea> … </regio-markup>
   Ctrl+B, Ctrl+I and Ctrl+K do the same; Enter goes on with a list, and ends it in an empty line of it. */
const MARKS = { b: "**", i: "*" };
const ITEM = /^(\s*)([-*] |(\d{1,2})\. )(.*)$/;

class RegioMarkup extends HTMLElement {
  #text;

  connectedCallback() {
    this.#text = this.querySelector("textarea");
    this.querySelector(".g-tools").hidden = false;
    this.addEventListener("click", this.#clicked);
    this.#text.addEventListener("keydown", this.#key);
  }

  #clicked = ({ target }) => {
    const button = target.closest("button[type=button]");
    if (!button) return;
    if (button.dataset.mark) this.#around(button.dataset.mark);
    else if (button.dataset.line) this.#lines(button.dataset.line);
    else this.#link();
  };

  #key = (event) => {
    if (event.key === "Enter" && !event.isComposing && !event.shiftKey) this.#goOn(event);
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const key = event.key.toLowerCase();
    if (!(key in MARKS) && key !== "k") return;
    event.preventDefault();
    if (key === "k") this.#link();
    else this.#around(MARKS[key]);
  };

  /* The words chosen get the sign on both sides, or lose it. */
  #around(mark) {
    const { value, selectionStart: from, selectionEnd: to } = this.#text;
    const words = value.slice(from, to);
    const size = mark.length;
    if (words && value.slice(from - size, from) === mark && value.slice(to, to + size) === mark) {
      this.#put(from - size, to + size, words, 0, words.length);
    } else {
      this.#put(from, to, `${mark}${words}${mark}`, size, size + words.length);
    }
  }

  /* Each line chosen becomes a point of a list, or stops being one. */
  #lines(mark) {
    const { value, selectionStart, selectionEnd: to } = this.#text;
    const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
    const lines = value.slice(from, to).split("\n");
    const isList = lines.every((line) => line.startsWith(mark) || (mark !== "- " && /^\d{1,2}\. /.test(line)));
    const sign = (at) => (mark === "- " ? mark : `${at + 1}. `);
    const made = lines.map((line, at) => (isList ? line.replace(ITEM, "$4") : sign(at) + line.replace(ITEM, "$4"))).join("\n");
    const gap = from > 0 && value[from - 2] !== "\n" && !isList && !ITEM.test(value.slice(0, from - 1).split("\n").pop()) ? "\n" : "";
    this.#put(from, to, gap + made, gap.length + made.length, gap.length + made.length);
  }

  #link() {
    const { value, selectionStart: from, selectionEnd: to } = this.#text;
    const words = value.slice(from, to);
    const start = "https://";
    if (/^https?:\/\/\S+$/.test(words)) this.#put(from, to, `[](${words})`, 1, 1);
    else this.#put(from, to, `[${words}](${start})`, words.length + 3, words.length + 3 + start.length);
  }

  #goOn(event) {
    const { value, selectionStart: from, selectionEnd: to } = this.#text;
    const begin = value.lastIndexOf("\n", from - 1) + 1;
    const found = ITEM.exec(value.slice(begin, from));
    if (!found || from !== to) return;
    event.preventDefault();
    const [, space, sign, number, words] = found;
    if (!words.trim()) this.#put(begin, from, "\n", 1, 1);
    else this.#put(from, from, `\n${space}${number ? `${Number(number) + 1}. ` : sign}`);
  }

  /* `insertText` keeps Ctrl+Z working. */
  #put(from, to, text, start = text.length, end = start) {
    this.#text.focus();
    this.#text.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, text)) {
      this.#text.setRangeText(text, from, to);
      this.#text.dispatchEvent(new Event("input", { bubbles: true }));
    }
    this.#text.setSelectionRange(from + start, from + end);
  }
}
customElements.define("regio-markup", RegioMarkup);
