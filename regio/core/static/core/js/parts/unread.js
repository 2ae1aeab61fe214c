/* Keeps the red numbers of the shell in step without reloading.
   <a data-unread href="/postfach/">…<span class="r-dot">3</span></a>
   document.dispatchEvent(new CustomEvent("regio:unread", { detail: 4 }))   sent by the socket element */
document.addEventListener("regio:unread", ({ detail }) => {
  const count = Number(detail) || 0;
  for (const link of document.querySelectorAll("a[data-unread]:not(.r-thread)")) {
    const dot = link.querySelector(".r-dot") ?? link.appendChild(newDot());
    dot.textContent = count;
    dot.hidden = count === 0;
  }
});

function newDot() {
  const dot = document.createElement("span");
  dot.className = "r-dot";
  dot.setAttribute("aria-hidden", "true");
  return dot;
}
