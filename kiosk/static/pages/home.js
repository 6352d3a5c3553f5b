/** The first page: one tile for each service, and the search for whoever does not know which. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { formatWait, pick, t, tn } from "layso/words.js";
import { Heading } from "../frame.js";
import { inBoth, sayClosed } from "./closed.js";

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
  const night = closedHall(services);
  const across = { "--tall": columnsFor(services.length, true), "--wide": columnsFor(services.length, false) };
  return html`<main class="kiosk-main home" data-crowd=${crowd(services.length)}>
    <${Heading}>${night ? html`${t("Hiện chưa nhận số")} <span class="home-when">${pick(night)}</span>` : t("Ông/bà đến làm việc gì?")}</${Heading}>
    <div class="services" style=${across} role="group" aria-label=${t("Các lĩnh vực")}>
      ${services.map((service) => html`<${ServiceTile} key=${service.code} service=${service} night=${night} onClick=${() => onService(service)} />`)}
    </div>
    <button class="home-find" type="button" onClick=${onFind}>
      <${Icon} name="search" />
      <span><strong>${t("Tìm thủ tục")}</strong> <span class="home-find-note">${t("nếu chưa rõ lĩnh vực nào")}</span></span>
    </button>
  </main>`;
}

/** The closing of the service that opens first again, when none gives numbers now. @param {import("../flow.js").Service[]} services */
function closedHall(services) {
  const closed = services.flatMap((one) => one.closed ?? []);
  if (closed.length < services.length) return null;
  return closed.filter((one) => one.reopens).sort((a, b) => String(a.reopens).localeCompare(String(b.reopens)))[0] ?? null;
}

/** @param {{service: import("../flow.js").Service, night: import("../flow.js").Closed|null, onClick: () => void}} props */
function ServiceTile({ service, night, onClick }) {
  return html`<button class="tile service" type="button" aria-disabled=${!service.open} data-paused=${service.paused} onClick=${onClick}>
    <${Icon} name=${service.icon} />
    <span class="tile-name">${pick(service.name)}</span>
    ${service.closed ? html`<${ClosedLines} closed=${service.closed} isSaid=${night?.reopens === service.closed.reopens} />` : html`<${QueueLines} service=${service} />`}
  </button>`;
}

/** @param {{closed: import("../flow.js").Closed, isSaid: boolean}} props  isSaid: the heading tells when it opens again */
const ClosedLines = ({ closed, isSaid }) => html`<span class="service-lines">
  <span class="service-queue"><${Icon} name="circle-pause" /> ${sayClosed(closed)}</span>
  ${closed.reopens && !isSaid && html`<span class="service-when">${pick(closed.brief)}</span>`}
</span>`;

/** From when a paused service is served again; among many tiles there is room for the time alone. @param {string|null} again */
const sayPause = (again) => again
  ? inBoth(t("phục vụ lại từ {time}", { time: again }), t("từ {time}", { time: again }))
  : t("tạm nghỉ");

/** @param {{service: import("../flow.js").Service}} props */
function QueueLines({ service: { waiting, estimate, paused, serves_again: again } }) {
  return html`<span class="service-lines">
    <span class="service-queue"><${Icon} name="users" /> ${waiting ? tn("{n} người chờ", waiting) : t("chưa ai chờ")}</span>
    ${paused ? html`<span class="service-when">${sayPause(again)}</span>`
      : waiting > 0 && estimate && html`<span class="service-wait">${formatWait(estimate.low_s, estimate.high_s)}</span>`}
  </span>`;
}
