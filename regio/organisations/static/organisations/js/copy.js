/* A field for reading whose text a button copies; without script one marks it by hand.
   <regio-copy data-copied="Copied."><textarea readonly>…</textarea><button type="button" hidden>Copy</button></regio-copy> */
class RegioCopy extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", this.#copy);
  }

  disconnectedCallback() {
    this.querySelector("button").removeEventListener("click", this.#copy);
  }

  #copy = async () => {
    const field = this.querySelector("textarea");
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select(); // refused: one copies what is marked
      return;
    }
    document.dispatchEvent(new CustomEvent("regio:toast", { detail: this.dataset.copied }));
  };
}
customElements.define("regio-copy", RegioCopy);
