/* The editor saves by itself.
   <regio-draft data-saving="Saving" data-failed="Not saved.">
     <form> … <input type="hidden" name="revision"> … <p role="status" data-saved></p> … <input type="file"> … </form></regio-draft>
   A chosen file is uploaded at once by the button of its field. A pause in typing sends the form as JSON request without files; the answer is {"revision", "saved"} or a refusal with {"title"}.
   A pressed button waits until a save under way is done, so that it builds upon it. Without script the buttons save. */
const PAUSE_MS = 2000;

class RegioDraft extends HTMLElement {
  #timer;
  #saving;
  #stopped = false;

  connectedCallback() {
    this.addEventListener("input", this.#typed);
    this.addEventListener("change", this.#chosen);
    this.addEventListener("click", this.#pressed, true);
    this.addEventListener("submit", this.#left, true);
    document.addEventListener("visibilitychange", this.#hidden);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#hidden);
  }

  #typed = (event) => {
    if (event.target.type === "file" || this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), PAUSE_MS);
  };

  #chosen = (event) => {
    if (event.target.type !== "file" || !event.target.files.length) return;
    this.#say(this.dataset.uploading);
    event.target.closest(".g-chooser").querySelector("button[name=do]").click();
  };

  #pressed = async (event) => {
    const button = event.target.closest("button[name=do]");
    if (!button) return;
    clearTimeout(this.#timer);
    if (!this.#saving) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    await this.#saving;
    button.click();
  };

  #left = () => clearTimeout(this.#timer);

  #hidden = () => {
    if (document.visibilityState !== "hidden" || !this.#timer || this.#stopped) return;
    clearTimeout(this.#timer);
    this.#save({ keepalive: true });
  };

  async #save(options = {}) {
    const form = this.querySelector("form");
    const data = new FormData(form);
    for (const input of form.querySelectorAll("input[type=file]")) data.delete(input.name);
    data.set("do", "save");
    this.#timer = undefined;
    this.#say(this.dataset.saving);
    this.#saving = fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" }, ...options })
      .then(async (answer) => this.#answered(answer.ok, await answer.json()))
      .catch(() => this.#say(this.dataset.failed));
    await this.#saving;
    this.#saving = undefined;
  }

  #answered(ok, said) {
    if (!ok) {
      this.#stopped = said.code === "saved_meanwhile"; // the button shows what can be done
      this.#say(`${said.title} ${this.dataset.failed}`);
      return;
    }
    this.querySelector("[name=revision]").value = said.revision;
    this.#say(said.saved);
  }

  #say(text) {
    this.querySelector("[data-saved]").textContent = text;
  }
}
customElements.define("regio-draft", RegioDraft);
