/* The device says where it is; nothing is sent before the form is.
   <regio-here for="id_point" data-done="Set." data-failed="No place."><button type="button" hidden>Take this place</button><span role="status"></span></regio-here> */
const PATIENCE_MS = 15000;
const DIGITS = 5; // about a metre

class RegioHere extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    button.hidden = !navigator.geolocation;
    button.addEventListener("click", this.#ask);
  }

  disconnectedCallback() {
    this.querySelector("button").removeEventListener("click", this.#ask);
  }

  #ask = () => {
    navigator.geolocation.getCurrentPosition(this.#found, () => this.#say(this.dataset.failed), {
      enableHighAccuracy: true,
      timeout: PATIENCE_MS,
    });
  };

  #found = ({ coords }) => {
    const field = document.getElementById(this.getAttribute("for"));
    field.value = `${coords.latitude.toFixed(DIGITS)}, ${coords.longitude.toFixed(DIGITS)}`;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    this.#say(this.dataset.done);
  };

  #say(text) {
    this.querySelector("[role=status]").textContent = text;
  }
}
customElements.define("regio-here", RegioHere);
