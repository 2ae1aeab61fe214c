/*
 * Work in the background that tells a robot's thousand sign-ups from a person's one. Nobody sees it or solves anything.
 *
 *   <form>… <input type="hidden" name="work">
 *     <regio-proof challenge='{"algorithm": "SHA-256", "challenge": …}' worker="/static/…/proof-worker.js"></regio-proof></form>
 *
 * A form sent before the work is done waits for it, at most a few seconds: without the work it is accepted as well, only
 * fewer times from one network.
 */
const PATIENCE = 8000;

class RegioProof extends HTMLElement {
  #form = null;
  #done = null;

  // lifecycle

  connectedCallback() {
    this.#form = this.closest("form");
    if (!globalThis.Worker || !globalThis.crypto?.subtle || this.#done) return;
    this.#done = this.#work();
    this.#form.addEventListener("submit", (event) => this.#submitted(event));
  }

  // events

  async #submitted(event) {
    if (this.#form.elements.work.value) return;
    event.preventDefault();
    const sender = event.submitter;
    await Promise.race([this.#done, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    this.#form.elements.work.value ||= "-";
    this.#form.requestSubmit(sender);
  }

  // private

  #work() {
    const worker = new Worker(this.getAttribute("worker"), { type: "module" });
    return new Promise((resolve) => {
      worker.onerror = resolve;
      worker.onmessage = ({ data }) => {
        this.#form.elements.work.value = data;
        resolve();
      };
      worker.postMessage(JSON.parse(this.getAttribute("challenge")));
    }).finally(() => worker.terminate());
  }
}

customElements.define("regio-proof", RegioProof);
