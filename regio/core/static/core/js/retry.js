/* On the page shown while the platform pauses: looks every few seconds and reloads as soon as it is back.
   <script src="/static/core/js/retry.js" type="module"></script>   Without script there is a link to try again. */
const EVERY_MS = 4000;

setInterval(async () => {
  const answer = await fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => null);
  if (answer && answer.status < 500) location.reload();
}, EVERY_MS);
