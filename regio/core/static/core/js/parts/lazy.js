/* Loads the module (and style sheet) of an element when it comes near the screen.
   <regio-map data-module="/static/core/js/map.js" data-style="/static/core/css/map.css">…</regio-map> */
const near = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((each) => each.isIntersecting)) {
    near.unobserve(entry.target);
    load(entry.target.dataset);
  }
}, { rootMargin: "200px" });

async function load({ style, module }) {
  if (style && !document.querySelector(`link[href="${style}"]`)) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
    const ready = new Promise((done) => (link.onload = link.onerror = done));
    document.head.append(link);
    await ready;
  }
  await import(module);
}

function watch(root) {
  for (const element of root.querySelectorAll("[data-module]")) near.observe(element);
}

watch(document);
document.addEventListener("htmx:after:swap", () => watch(document));
