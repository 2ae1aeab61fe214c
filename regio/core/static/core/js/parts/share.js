/* Sharing: the sheet of the device, else the address is copied; without script the link opens a mail.
   <regio-share data-title="Hofladen" data-url="…" data-copied="The address is copied."><a href="mailto:?…">Share</a></regio-share> */
class RegioShare extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this);
  }

  async handleEvent(event) {
    const { title, url, copied } = this.dataset;
    const link = event.target.closest("a");
    if (!link || (!navigator.share && !navigator.clipboard)) return;
    event.preventDefault();
    try {
      if (navigator.share) await navigator.share({ title, url });
      else {
        await navigator.clipboard.writeText(url);
        document.dispatchEvent(new CustomEvent("regio:toast", { detail: copied }));
      }
    } catch (error) {
      if (error.name !== "AbortError") location.href = link.href; // put away by the person: nothing to do
    }
  }
}
customElements.define("regio-share", RegioShare);
