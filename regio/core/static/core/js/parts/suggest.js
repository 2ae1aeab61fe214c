/* Suggestions while typing: a combobox around a search field. Without script the form searches as ever.
   <regio-suggest data-url="/suche/vorschlaege/"><input type="search" name="q"></regio-suggest>
   The URL answers ?q=… with  <li><a href="/verzeichnis/x/">Title<small>Kind, place</small></a></li>…  or an empty body. */
const WAIT_MS = 120;
const LEAST = 2;
let lists = 0;

class RegioSuggest extends HTMLElement {
  #input;
  #list;
  #timer;
  #request;

  connectedCallback() {
    if (this.#list) return;
    this.#input = this.querySelector("input");
    this.#list = document.createElement("ul");
    Object.assign(this.#list, { className: "r-suggest", role: "listbox", id: `suggest-${++lists}`, hidden: true });
    this.#list.setAttribute("aria-label", this.#input.labels?.[0]?.textContent ?? "");
    this.append(this.#list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.#list.id]]) {
      this.#input.setAttribute(name, value);
    }
    this.#list.addEventListener("click", (event) => this.#open(event.target.closest("[role=option]")));
    this.#input.addEventListener("input", this);
    this.#input.addEventListener("keydown", this);
    this.addEventListener("focusout", this);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  handleEvent(event) {
    if (event.type === "input") this.#later();
    else if (event.type === "focusout") event.relatedTarget && this.contains(event.relatedTarget) || this.#close();
    else this.#key(event);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), WAIT_MS);
  }

  async #ask() {
    this.#request?.abort();
    const text = this.#input.value.trim();
    if (text.length < LEAST) return this.#close();
    this.#request = new AbortController();
    try {
      const url = `${this.dataset.url}?${new URLSearchParams({ q: text })}`;
      const answer = await fetch(url, { signal: this.#request.signal });
      if (answer.ok) this.#show(await answer.text());
    } catch {
      this.#close(); // aborted by the next letter, or no network: the form still works
    }
  }

  #show(html) {
    this.#list.innerHTML = html; // our own server's escaped lines
    this.#options.forEach((option, index) => {
      const link = option.querySelector("a");
      Object.assign(option, { id: `${this.#list.id}-${index}`, role: "option", ariaSelected: "false" });
      option.dataset.href = link.href; // an option may hold no link of its own (ARIA)
      option.replaceChildren(...link.childNodes);
    });
    const empty = this.#options.length === 0 || document.activeElement !== this.#input;
    this.#list.hidden = empty;
    this.#input.ariaExpanded = String(!empty);
    this.#input.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    const options = this.#options;
    if (event.key === "Escape") return this.#list.hidden || (event.preventDefault(), this.#close());
    if (this.#list.hidden || options.length === 0) return;
    const at = options.findIndex((option) => option.ariaSelected === "true");
    if (event.key === "Enter" && at >= 0) {
      event.preventDefault();
      this.#open(options[at]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#mark(options, (at + step + options.length + (at < 0 && step < 0 ? 1 : 0)) % options.length);
    }
  }

  #mark(options, index) {
    options.forEach((option, each) => (option.ariaSelected = String(each === index)));
    this.#input.setAttribute("aria-activedescendant", options[index].id);
    options[index].scrollIntoView({ block: "nearest" });
  }

  #open(option) {
    if (option) location.assign(option.dataset.href);
  }

  #close() {
    this.#list.hidden = true;
    this.#input.ariaExpanded = "false";
    this.#input.removeAttribute("aria-activedescendant");
  }

  get #options() {
    return [...this.#list.children];
  }
}
customElements.define("regio-suggest", RegioSuggest);
