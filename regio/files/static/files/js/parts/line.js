/* One chosen file in the list: small picture, name, progress, and why it was refused.
   <li class="f-line"><canvas></canvas><span><b>foto.jpg</b> <progress></progress> <small>…</small></span></li> */
import { draw } from "./picture.js";

export class Line {
  #item = document.createElement("li");
  #text = document.createElement("span");
  #bar = document.createElement("progress");
  #said = document.createElement("small");

  constructor(file, list) {
    const name = document.createElement("b");
    name.textContent = file.name;
    this.#bar.hidden = true;
    this.#bar.max = 1;
    this.#bar.setAttribute("aria-label", file.name);
    this.#text.append(name, this.#bar, this.#said);
    this.#item.className = "f-line";
    this.#item.append(this.#text);
    list.append(this.#item);
  }

  async picture(file) {
    const small = await draw(file, 96);
    if (!small) return;
    small.setAttribute("aria-hidden", "true");
    this.#item.prepend(small);
  }

  progress(part, text) {
    this.#bar.hidden = false;
    this.#bar.value = part;
    this.#say(text);
  }

  finish(text) {
    this.#bar.hidden = true;
    this.#item.classList.add("f-line--done");
    this.#say(text);
    setTimeout(() => this.#item.remove(), 5000); // it stands in the page by now
  }

  refuse(reason) {
    this.#bar.hidden = true;
    this.#item.classList.add("f-line--refused");
    this.#say(reason);
  }

  #say(text) {
    if (this.#said.textContent !== text) this.#said.textContent = text;
  }
}
