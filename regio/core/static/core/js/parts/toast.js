/* Short confirmations at the lower edge.
   <regio-toast class="r-toasts" role="status" aria-live="polite"></regio-toast>
   From anywhere:  document.dispatchEvent(new CustomEvent("regio:toast", { detail: "Gespeichert." }))
   From the server (htmx):  HX-Trigger: {"regio:toast": {"text": "Gespeichert."}} */
const SHOWN_MS = 7000;

class RegioToast extends HTMLElement {
  connectedCallback() {
    document.addEventListener("regio:toast", this);
  }

  disconnectedCallback() {
    document.removeEventListener("regio:toast", this);
  }

  handleEvent(event) {
    const text = typeof event.detail === "string" ? event.detail : event.detail?.text;
    if (text) this.#show(text);
  }

  #show(text) {
    const toast = document.createElement("p");
    toast.className = "r-toast";
    toast.textContent = text;
    this.replaceChildren(toast);
    setTimeout(() => toast.remove(), SHOWN_MS);
  }
}
customElements.define("regio-toast", RegioToast);
