/* Registers /sw.js: offline page and hashed assets only (service-worker.js). Without a secure context there is no worker and nothing is lost. */
if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => {}));
}
