/*
 * Keeps what the page says about new messages in step: the red numbers of the shell, the title, the list of the inbox.
 * Loaded on every page of somebody signed in, beside <regio-live>.
 *
 *   <a data-unread href="/postfach/">…</a>    answers {"unread": 3} to scripts
 *
 * Dispatched on document: regio:unread (detail: number), regio:inbox (the list fetches itself again).
 */
const PAUSE = 400; // several events at once ask once
const link = document.querySelector("a[data-unread]:not(.r-thread)");
const title = document.title.replace(/^\(\d+\) /, "");
let timer = 0;

document.addEventListener("regio:resync", refreshSoon);
document.addEventListener("regio:event", ({ detail }) => {
  if (detail.event.type?.startsWith("chat.")) refreshSoon();
});
document.addEventListener("regio:unread", ({ detail }) => {
  document.title = detail ? `(${detail}) ${title}` : title;
});

function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
}

async function refresh() {
  document.dispatchEvent(new CustomEvent("regio:inbox"));
  if (!link) return;
  try {
    const answer = await fetch(link.href, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const { unread } = await answer.json();
    document.dispatchEvent(new CustomEvent("regio:unread", { detail: unread }));
  } catch {
    // Offline: the next event or the next line to the hub asks again.
  }
}
