/* Opens native dialogs in place of a page.
   <a href="/same/as/a/page/" data-dialog="share">Teilen</a>  …  <dialog id="share">…</dialog>
   Without script or without the dialog the link goes to its page. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  dialog.showModal();
});
