/*
 * Dragging photos into another order. The buttons beside each photo do the same for keyboard and touch.
 *
 *   <regio-order data-action="/verzeichnis/…/bearbeiten/fotos/reihenfolge/"><ol><li data-id="…">…</li></ol></regio-order>
 */
class RegioOrder extends HTMLElement {
  #dragged = null;

  connectedCallback() {
    for (const picture of this.querySelectorAll(".f-photo__picture")) picture.draggable = true;
    this.addEventListener("dragstart", (event) => this.#begin(event));
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("drop", (event) => event.preventDefault());
    this.addEventListener("dragend", () => this.#end());
  }

  #begin(event) {
    this.#dragged = event.target.closest("li");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", "");
    this.#dragged?.classList.add("f-photo--dragged");
  }

  #over(event) {
    const other = event.target.closest("li");
    if (!this.#dragged || !other || !this.contains(other)) return;
    event.preventDefault();
    if (other === this.#dragged) return;
    const isAfter = this.#dragged.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isAfter) other.after(this.#dragged);
    else other.before(this.#dragged);
  }

  async #end() {
    this.#dragged?.classList.remove("f-photo--dragged");
    if (!this.#dragged) return;
    this.#dragged = null;
    const body = new URLSearchParams();
    for (const item of this.querySelectorAll("li[data-id]")) body.append("id", item.dataset.id);
    body.append("csrfmiddlewaretoken", this.querySelector("[name=csrfmiddlewaretoken]").value);
    await fetch(this.dataset.action, { method: "POST", body, headers: { Accept: "application/json" }, credentials: "same-origin" });
    document.dispatchEvent(new CustomEvent("regio:uploaded"));
  }
}

customElements.define("regio-order", RegioOrder);
