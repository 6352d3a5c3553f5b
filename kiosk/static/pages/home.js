/** The first page: one tile for each service, and the search for whoever does not know which. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { pick, t, tn } from "layso/words.js";
import { Heading } from "../frame.js";

/**
 * How many tiles stand side by side, so that 4 to 24 fit without scrolling.
 * @param {number} count @param {boolean} isTall
 */
export function columnsFor(count, isTall) {
  if (isTall) return count <= 10 ? 2 : 3;
  return count <= 4 ? 2 : count <= 6 ? 3 : count <= 8 ? 4 : count === 9 ? 3 : count <= 10 ? 5 : count <= 12 ? 4 : count <= 20 ? 5 : 6;
}

/** @param {number} count */
const crowd = (count) => (count <= 6 ? "few" : count <= 12 ? "some" : "many");

/** @param {{services: import("../flow.js").Service[], onService: (s: any) => void, onFind: () => void}} props */
export function Home({ services, onService, onFind }) {
  const across = { "--tall": columnsFor(services.length, true), "--wide": columnsFor(services.length, false) };
  return html`<main class="kiosk-main home" data-crowd=${crowd(services.length)}>
    <${Heading}>${t("Ông/bà đến làm việc gì?")}</${Heading}>
    <div class="services" style=${across} role="group" aria-label=${t("Các lĩnh vực")}>
      ${services.map((service) => html`<${ServiceTile} key=${service.code} service=${service} onClick=${() => onService(service)} />`)}
    </div>
    <button class="home-find" type="button" onClick=${onFind}>
      <${Icon} name="search" />
      <span><strong>${t("Tìm thủ tục")}</strong> <span class="home-find-note">${t("nếu chưa rõ lĩnh vực nào")}</span></span>
    </button>
  </main>`;
}

/** @param {{service: import("../flow.js").Service, onClick: () => void}} props */
function ServiceTile({ service, onClick }) {
  const { name, icon, open, waiting } = service;
  return html`<button class="tile service" type="button" aria-disabled=${!open} onClick=${onClick}>
    <${Icon} name=${icon} />
    <span class="tile-name">${pick(name)}</span>
    <span class="service-queue">${open
      ? html`<${Icon} name="users" /> ${waiting ? tn("{n} người chờ", waiting) : t("chưa ai chờ")}`
      : html`<${Icon} name="circle-pause" /> ${t("chưa nhận số")}`}</span>
  </button>`;
}
