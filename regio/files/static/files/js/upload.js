/*
 * A file field that shows what was chosen, and uploads it at once where the page wants that. Without script it is a file field.
 *
 *   <form method="post" enctype="multipart/form-data">
 *     <regio-upload data-now data-most="12582912" data-too-large="…" data-wrong="…" data-failed="…" data-done="…" data-under-way="…">
 *       <input type="file" name="dateien" accept="image/jpeg,…" multiple> <ul class="f-upload__list" hidden></ul>
 *     </regio-upload>
 *     <div data-plain><button>Hochladen</button></div>
 *   </form>
 */
import "./parts/order.js";
import { Line } from "./parts/line.js";
import { shrunk } from "./parts/picture.js";
import { send } from "./parts/send.js";

class RegioUpload extends HTMLElement {
  #input;
  #list;
  #queue = Promise.resolve();

  connectedCallback() {
    this.#input = this.querySelector("input[type=file]");
    this.#list = this.querySelector(".f-upload__list");
    this.#input.addEventListener("change", () => this.#chosen([...this.#input.files]));
    for (const kind of ["dragenter", "dragover"]) this.addEventListener(kind, (event) => this.#hover(event, true));
    for (const kind of ["dragleave", "drop"]) this.addEventListener(kind, (event) => this.#hover(event, false));
    this.addEventListener("drop", (event) => this.#dropped(event));
    if (this.#now) for (const plain of this.#input.form.querySelectorAll("[data-plain]")) plain.hidden = true;
  }

  get #now() {
    return "now" in this.dataset;
  }

  #hover(event, isOver) {
    event.preventDefault();
    this.classList.toggle("f-upload--over", isOver);
  }

  #dropped(event) {
    const files = [...event.dataTransfer.files].slice(0, this.#input.multiple ? undefined : 1);
    if (!files.length) return;
    if (!this.#now) {
      const chosen = new DataTransfer();
      for (const file of files) chosen.items.add(file);
      this.#input.files = chosen.files;
    }
    this.#chosen(files);
  }

  #chosen(files) {
    if (!this.#now) this.#list.replaceChildren();
    this.#list.hidden = false;
    for (const file of files) {
      const line = new Line(file, this.#list);
      if (this.#now) this.#queue = this.#queue.then(() => this.#take(file, line));
      else this.#look(file, line);
    }
    if (!this.#now) return;
    this.#input.value = "";
    this.#queue = this.#queue.then(() => document.dispatchEvent(new CustomEvent("regio:uploaded")));
  }

  /* Chosen for a form that is sent later: only said what the server would refuse anyway. */
  #look(file, line) {
    line.picture(file);
    const reason = this.#refusal(file, file);
    if (reason) line.refuse(reason);
  }

  /* One after the other: a village's network carries one picture better than five. */
  async #take(file, line) {
    line.picture(file);
    const small = await shrunk(file);
    const reason = this.#refusal(file, small);
    if (reason) {
      line.refuse(reason);
      return;
    }
    line.progress(0, this.dataset.underWay);
    const answer = await send(this.#input, small, file.name, (part) => line.progress(part, this.dataset.underWay));
    if (answer.ok) line.finish(this.dataset.done);
    else line.refuse(answer.text || this.dataset.failed);
  }

  #refusal(file, small) {
    if (small.size > Number(this.dataset.most)) return this.dataset.tooLarge;
    const accepted = this.#input.accept.split(",");
    return file.type && !accepted.includes(small.type || file.type) ? this.dataset.wrong : "";
  }
}

customElements.define("regio-upload", RegioUpload);
