// <regio-hues><form>… <input data-hue="--county-hue"> …</form></regio-hues>: colours are seen while they are chosen.

class Hues extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", this);
  }

  disconnectedCallback() {
    this.removeEventListener("input", this);
  }

  handleEvent(event) {
    const name = event.target.dataset.hue;
    if (!name) return;
    const hue = event.target.value;
    const isHue = hue !== "" && Number(hue) >= 0 && Number(hue) < 360;
    if (isHue) document.documentElement.style.setProperty(name, hue);
    else document.documentElement.style.removeProperty(name);
  }
}

customElements.define("regio-hues", Hues);
