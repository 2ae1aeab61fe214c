/*
 * Prints the page. Without script the button is not there; the browser's menu does the same.
 *
 *   <regio-print><button type="button" hidden>Drucken</button></regio-print>
 */
class RegioPrint extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
}

customElements.define("regio-print", RegioPrint);
