/*
 * The form of a message: Enter sends where there is a keyboard, the reason of a refusal stands beside the field.
 *
 *   <form class="r-composer"><p class="kern-error" hidden>…<span></span></p> <textarea name="text"></textarea> <button>…</form>
 */
const hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)");

export class Composer {
  #form;
  #field;
  #send;

  /* send(text) is called with what was written; `signal` ends the listening. */
  constructor(form, { send, signal }) {
    this.#form = form;
    this.#field = form.elements.text;
    this.#send = send;
    form.addEventListener("submit", (event) => this.#submitted(event), { signal });
    this.#field.addEventListener("keydown", (event) => this.#pressed(event), { signal });
  }

  /* Headers and method of a POST that the server takes for one of this page. */
  post(url, values) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.#form.elements.csrfmiddlewaretoken.value };
    return fetch(url, { method: "POST", body: new URLSearchParams(values), headers, credentials: "same-origin" });
  }

  /* What was refused comes back to where it was written, unless something new stands there. */
  refuse(text, reason) {
    if (!this.#field.value) this.#field.value = text;
    this.complain(reason);
    this.#field.focus();
  }

  complain(reason) {
    const place = this.#form.querySelector(".kern-error");
    place.querySelector("span").textContent = reason;
    place.hidden = !reason;
    this.#field.setAttribute("aria-invalid", String(Boolean(reason)));
  }

  #submitted(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (!text) return this.#field.focus();
    this.complain("");
    this.#field.value = "";
    this.#send(text);
    this.#field.focus();
  }

  #pressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !hasKeyboard.matches) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }
}
