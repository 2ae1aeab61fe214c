/* Map without tiles: outlines of the Gemeinden and numbered pins. The same numbers stand in the list beside it.
   <regio-map class="r-map" data-label="Karte" data-zoom-in="Vergrößern" data-zoom-out="Verkleinern" data-boundaries="/gemeinden/grenzen.geojson" data-here="Freiamt"
     data-pins='[{"lat": 48.1, "lon": 7.9, "title": "Hofladen", "href": "/verzeichnis/hofladen/", "n": 1}]'>
     <div class="r-map__canvas"></div><div class="r-map__bar">…</div></regio-map>
   GeoJSON features carry the properties name and url. */
import * as L from "leaflet/dist/leaflet-src.esm.js";

const PIN = 32; // px
const SMALL_PIN = 26;
const CROWD = 12; // with more pins each is small
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

class RegioMap extends HTMLElement {
  #map;
  #outlines;
  #pins;
  #gap;

  async connectedCallback() {
    if (this.#map) return;
    const { label, zoomIn, zoomOut } = this.dataset;
    const canvas = this.querySelector(".r-map__canvas");
    canvas.setAttribute("role", "group");
    canvas.setAttribute("aria-label", label);
    this.#map = L.map(canvas, { zoomControl: false, attributionControl: false, scrollWheelZoom: false, zoomSnap: 0.25, maxZoom: 16 });
    L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(this.#map);
    this.#map.on("zoomend", () => {
      this.#spreadPins();
      this.#thinNames();
    });
    this.#drawPins(JSON.parse(this.dataset.pins || "[]"));
    this.#fit();
    if (this.dataset.boundaries) await this.#drawOutlines(this.dataset.boundaries);
  }

  disconnectedCallback() {
    this.#map?.remove();
    this.#map = undefined;
  }

  async #drawOutlines(url) {
    const answer = await fetch(url);
    if (!answer.ok || !this.#map) return;
    const { here } = this.dataset;
    this.#outlines = L.geoJSON(await answer.json(), {
      style: ({ properties }) => ({ className: `r-map__place${properties.name === here ? " r-map__place--here" : ""}` }),
      onEachFeature: ({ properties }, layer) => {
        layer.bindTooltip(document.createTextNode(properties.name), { permanent: true, direction: "center", className: "r-map__name", interactive: false });
        if (properties.url) layer.on("click", () => location.assign(properties.url));
      },
    }).addTo(this.#map);
    this.#outlines.bringToBack();
    this.#fit();
    this.#thinNames();
  }

  #drawPins(pins) {
    const size = pins.length > CROWD ? SMALL_PIN : PIN;
    this.#gap = size + 1;
    this.#pins = L.featureGroup(pins.map(({ lat, lon, title, href, n }) => {
      const icon = L.divIcon({ className: "r-map__pin", html: n ? String(Number(n)) : "", iconSize: [size, size] });
      const marker = L.marker([lat, lon], { at: L.latLng(lat, lon), icon, title, alt: n ? `${n}: ${title}` : title, keyboard: Boolean(href), interactive: Boolean(href) });
      marker.on("add", () => this.#name(marker, n ? `${n}: ${title}` : title, href));
      if (href) marker.on("click keypress", (event) => event.type === "click" || event.originalEvent.key === "Enter" ? location.assign(href) : null);
      return marker;
    })).addTo(this.#map);
  }

  /* Pins of neighbours would lie on each other: later ones step aside, round and round, until each can be touched. */
  #spreadPins() {
    const placed = [];
    const touches = (a, b) => Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) < this.#gap;
    for (const pin of this.#pins.getLayers()) {
      const home = this.#map.latLngToLayerPoint(pin.options.at);
      let spot = home;
      for (let turn = 1; placed.some((other) => touches(spot, other)) && turn < 200; turn++) {
        spot = home.add(L.point(Math.cos(turn), Math.sin(turn)).multiplyBy(this.#gap * 0.2 * Math.sqrt(turn)));
      }
      placed.push(spot);
      pin.setLatLng(this.#map.layerPointToLatLng(spot));
    }
  }

  #name(marker, text, href) {
    const element = marker.getElement();
    element.setAttribute("role", href ? "link" : "img");
    element.setAttribute("aria-label", text);
  }

  #fit() {
    const pins = this.#pins.getLayers();
    const { here } = this.dataset;
    const home = here && this.#outlines?.getLayers().find(({ feature }) => feature.properties.name === here);
    if (pins.length > 1) this.#fitPins(this.#pins.getBounds());
    else if (home) this.#map.fitBounds(home.getBounds(), { padding: [16, 16], animate: false });
    else if (pins.length === 1) this.#map.setView(pins[0].getLatLng(), 12, { animate: false });
    else if (this.#outlines) this.#map.fitBounds(this.#outlines.getBounds(), { padding: [8, 8], animate: false });
  }

  /* Beside the zoom buttons or below them, whichever shows more. */
  #fitPins(bounds) {
    const zoom = ([x, y]) => this.#map.getBoundsZoom(bounds, false, L.point(x + 24, y + 24));
    const [beside, below] = [[62, 24], [24, 108]];
    const paddingTopLeft = zoom(beside) < zoom(below) ? below : beside;
    this.#map.fitBounds(bounds, { paddingTopLeft, paddingBottomRight: [24, 24], maxZoom: 13, animate: false });
  }

  #thinNames() {
    const canvas = this.querySelector(".r-map__canvas").getBoundingClientRect();
    const taken = [...this.querySelectorAll(".r-map__pin, .leaflet-bar")].map((each) => each.getBoundingClientRect());
    const layers = this.#outlines?.getLayers() ?? [];
    if (!layers.every((layer) => layer.getElement())) return; // not drawn yet: the map has no view
    const wide = (layer) => (layer.feature.properties.name === this.dataset.here ? Infinity : layer.getElement().getBBox().width);
    for (const layer of layers.sort((a, b) => wide(b) - wide(a))) {
      const name = layer.getTooltip().getElement();
      name.hidden = false;
      const box = name.getBoundingClientRect();
      const isCut = box.left < canvas.left || box.right > canvas.right || box.top < canvas.top || box.bottom > canvas.bottom;
      name.hidden = isCut || taken.some((other) => overlap(box, other));
      if (!name.hidden) taken.push(box);
    }
  }
}
customElements.define("regio-map", RegioMap);
