/*
 * Asks the device for a passkey and sends its answer with the form around it.
 *
 *   <form method="post" action="…"><input type="hidden" name="credential">
 *     <regio-passkey mode="get|create" options='{"publicKey": …}' ask="/address" data-failed="…">
 *       <button type="button" hidden>…</button><p role="alert" hidden></p>
 *     </regio-passkey></form>
 *
 * options  what the server wants to know; or ask: where to fetch that at the click
 * Without script, or in a browser without passkeys, nothing is shown: the other ways stand beside it.
 */
class RegioPasskey extends HTMLElement {
  #button = null;
  #said = null;

  // lifecycle

  connectedCallback() {
    this.#button = this.querySelector("button");
    this.#said = this.querySelector("[role=alert]");
    if (!globalThis.PublicKeyCredential || !this.#button) return;
    this.#button.hidden = false;
    this.#button.addEventListener("click", () => this.#run());
  }

  // private

  async #run() {
    this.#button.disabled = true;
    this.#said.hidden = true;
    try {
      const form = this.closest("form");
      const { publicKey } = await this.#options();
      form.elements.credential.value = JSON.stringify(await this.#ceremony(publicKey));
      form.requestSubmit();
    } catch {
      this.#said.textContent = this.dataset.failed; // cancelled, no passkey here, no network: all the same to the person
      this.#said.hidden = false;
      this.#button.disabled = false;
    }
  }

  async #options() {
    const address = this.getAttribute("ask");
    if (!address) return JSON.parse(this.getAttribute("options"));
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  }

  async #ceremony(options) {
    const publicKey = { ...options, challenge: bytes(options.challenge) };
    if (this.getAttribute("mode") === "create") {
      publicKey.user = { ...options.user, id: bytes(options.user.id) };
      publicKey.excludeCredentials = (options.excludeCredentials ?? []).map(withBytes);
      return plain(await navigator.credentials.create({ publicKey }));
    }
    publicKey.allowCredentials = (options.allowCredentials ?? []).map(withBytes);
    return plain(await navigator.credentials.get({ publicKey }));
  }
}

const withBytes = (one) => ({ ...one, id: bytes(one.id) });

function bytes(text) {
  const base64 = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  if (!buffer) return undefined;
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/* The credential as JSON, as the standard's toJSON() has it, also where a browser lacks it. */
function plain(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(parts.filter((part) => response[part]).map((part) => [part, text(response[part])])),
  };
}

customElements.define("regio-passkey", RegioPasskey);
