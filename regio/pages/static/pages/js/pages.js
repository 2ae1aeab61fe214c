/* The editor saves by itself.
   <regio-draft data-saving="…" data-failed="…" data-uploading="…" data-signed-out="…">
     <form> … <input type="hidden" name="revision"> … <p role="status" data-saved></p> <progress data-progress hidden> <a data-sign-in hidden> … <input type="file"> … </form></regio-draft>
   A pause in typing sends the form as JSON request without files; the answer is {"revision", "saved"} or a refusal with {"title"}.
   A chosen file travels at once, pictures made smaller before. A pressed button first waits until all that is stored, and does
   nothing while it cannot be: what was typed stays in the page. Without script the buttons save. */
import { shrunk } from "../../files/js/parts/picture.js";
import "./parts/markup.js";
import { keep, post, SignedOut, typedIn, upload } from "./parts/post.js";

const PAUSE_MS = 1500;
const LONGEST_MS = 15_000; // somebody who never pauses is saved all the same
const AGAIN_MS = 8000;
const FRESH_MS = 60_000; // a session that answered just now is still there

class RegioDraft extends HTMLElement {
  #timer;
  #under; // what is under way: a save or an upload
  #since = 0; // the first sign typed that is not stored yet
  #heard = Date.now();
  #isSure = false;
  #swaps = new MutationObserver(() => this.#swapped());

  connectedCallback() {
    this.addEventListener("input", this.#typed);
    this.addEventListener("change", this.#chosen);
    this.addEventListener("click", this.#pressed, true);
    this.addEventListener("submit", this.#left, true);
    document.addEventListener("visibilitychange", this.#looked);
    addEventListener("online", this.#again);
    addEventListener("beforeunload", this.#leaving);
    this.#swaps.observe(this.querySelector("form"), { childList: true });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#swaps.disconnect();
    document.removeEventListener("visibilitychange", this.#looked);
    removeEventListener("online", this.#again);
    removeEventListener("beforeunload", this.#leaving);
  }

  #typed = (event) => {
    if (event.target.type === "file") return;
    this.#since ||= Date.now();
    if (this.dataset.state === "conflict") return; // the button shows what can be done
    this.dataset.state = "typed";
    this.#later(Math.max(0, Math.min(PAUSE_MS, this.#since + LONGEST_MS - Date.now())));
  };

  #chosen = ({ target }) => {
    if (target.type === "file" && target.files.length) this.#under = this.#upload(target).finally(() => (this.#under = undefined));
  };

  #pressed = async (event) => {
    const button = event.target.closest("button[name=do]");
    if (!button) return;
    clearTimeout(this.#timer);
    if (this.#isSure || (!this.#under && !this.#since && Date.now() - this.#heard < FRESH_MS)) {
      this.#hold(button);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await this.#under;
    if ((this.#since || Date.now() - this.#heard >= FRESH_MS) && !(await this.#save())) return;
    this.#isSure = true;
    button.click();
    this.#isSure = false;
  };

  /* New sections are on their way: what is typed into the old ones would be gone. */
  #hold(button) {
    if (!button.hasAttribute("hx-post")) return;
    const old = button.closest("#bloecke");
    old.inert = true;
    setTimeout(() => (old.inert = false), AGAIN_MS);
  }

  #swapped = () => {
    const isRefused = this.querySelector("#bloecke [role=alert]");
    this.#since = isRefused ? Date.now() : 0;
    this.dataset.state = isRefused ? "refused" : "saved";
  };

  #left = () => {
    clearTimeout(this.#timer);
    this.#since = 0;
  };

  #looked = () => {
    if (document.visibilityState === "visible") this.#again();
    else if (this.#since && this.dataset.state === "typed") this.#save({ keepalive: true });
  };

  #again = () => {
    if (this.#since && ["failed", "signed-out"].includes(this.dataset.state)) this.#save();
  };

  #leaving = (event) => {
    if (this.#since || this.#under) event.preventDefault();
  };

  #later(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), ms);
  }

  /* Whether the server has answered, be it with a refusal. */
  #save(options = {}) {
    clearTimeout(this.#timer);
    this.#under ??= this.#send(options).finally(() => (this.#under = undefined));
    return this.#under;
  }

  async #send(options) {
    const form = this.querySelector("form");
    const since = this.#since;
    this.#since = 0;
    if (this.dataset.state !== "conflict") this.#say("saving", this.dataset.saving);
    try {
      const answer = await post(form, typedIn(form, "save"), options);
      this.#answered(answer.ok, await answer.json(), since);
      return true;
    } catch (error) {
      this.#since ||= since;
      this.#failed(error);
      return false;
    }
  }

  async #upload(input) {
    const [form, id] = [this.querySelector("form"), input.name.replace(/-upload$/, "")];
    const files = [...input.files];
    input.value = "";
    await this.#under;
    try {
      for (const file of files) {
        const data = typedIn(form, `upload:${id}`);
        data.append(input.name, await shrunk(file), file.name);
        this.#say("uploading", this.dataset.uploading);
        const answer = await upload(form, data, (part) => this.#progress(part));
        if (answer.ok) keep(form, answer.said.fields);
        this.#answered(answer.ok, answer.said, this.#since);
        if (!answer.ok) {
          if (this.#since) this.#later(PAUSE_MS);
          return;
        }
      }
    } catch (error) {
      this.#failed(error);
      return;
    } finally {
      this.#progress(null);
    }
    this.#isSure = true;
    this.querySelector("[data-show]").value = `show:${id}`;
    this.querySelector("[data-show]").click();
    this.#isSure = false;
  }

  #answered(ok, said, since) {
    this.#heard = Date.now();
    if (ok) {
      this.querySelector("[name=revision]").value = said.revision;
      this.#say(this.#since ? "typed" : "saved", said.saved);
      if (this.#since) this.#later(PAUSE_MS); // typed while this was on its way
    } else {
      this.#since ||= since;
      this.#say(said.code === "saved_meanwhile" ? "conflict" : "refused", `${said.title} ${this.dataset.failed}`);
    }
  }

  #failed(error) {
    const isOut = error instanceof SignedOut;
    this.#say(isOut ? "signed-out" : "failed", isOut ? this.dataset.signedOut : this.dataset.unreachable);
    this.#later(AGAIN_MS);
  }

  #progress(part) {
    const bar = this.querySelector("[data-progress]");
    bar.hidden = part === null;
    bar.value = part ?? 0;
  }

  #say(state, text) {
    this.dataset.state = state;
    this.querySelector("[data-sign-in]").hidden = state !== "signed-out";
    const line = this.querySelector("[data-saved]");
    if (line.textContent !== text) line.textContent = text;
  }
}
customElements.define("regio-draft", RegioDraft);
