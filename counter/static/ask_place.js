/** Where a ticket may be sent: another service by its letter, a counter that takes it by its number, the clerk there. */
import { html } from "htm/preact";
import { t, tn } from "layso/words.js";
import { ask } from "./ask.js";
import { Choice } from "./choices.js";
import { clerkName, serviceName } from "./names.js";

/** @typedef {{service?: string, counter?: number, clerk?: string}} Destination */

/** Where the ticket at the counter goes. @param {any} ticket @param {any} desk @param {any} more @param {any} hall @returns {Promise<Destination|null>} */
export const askPlace = (ticket, desk, more, hall) => ask({
  title: t("Chuyển phiếu {number}", { number: ticket.number }),
  text: t("Giờ lấy số và diện ưu tiên giữ nguyên."),
  wide: true,
  body: (answer) => html`<${Places} ticket=${ticket} here=${desk.counter.number} more=${more} hall=${hall} take=${answer} byNumber />`,
});

/** The key of a counter: its number; 0 is ten. @param {number} number */
const digitOf = (number) => (number < 10 ? String(number) : number === 10 ? "0" : "");

/**
 * @param {{ticket: any, here: number, more: any, hall: any, take: (to: Destination) => void, byNumber?: boolean}} props
 *   byNumber: digits stand for counters (elsewhere they stand for something else)
 */
export function Places({ ticket, here, more, hall, take, byNumber = false }) {
  const counters = (hall?.counters ?? []).filter((/** @type {any} */ one) => one.number !== here && skillsOf(one).includes(ticket.service));
  const services = Object.keys(more.services).filter((code) => code !== ticket.service);
  return html`<div class="places">
    <section aria-labelledby="places-services"><h3 class="places-title" id="places-services">${t("Chuyển sang lĩnh vực khác")}</h3>
      <ul class="picks picks-two" role="list">${services.map((code) => html`<li key=${code}><${Choice} name=${more.services[code].prefix} words=${serviceName(code)}
        off=${more.services[code].is_open ? "" : t("đang đóng")} note=${sayQueue(code, hall)} take=${() => take({ service: code })} /></li>`)}</ul>
    </section>
    <section aria-labelledby="places-counters"><h3 class="places-title" id="places-counters">${t("Chuyển đích danh quầy hoặc cán bộ ({service})", { service: serviceName(ticket.service) })}</h3>
      ${counters.length ? html`<ul class="picks" role="list">${counters.map((/** @type {any} */ one) => html`<${Seat} key=${one.number} counter=${one} byNumber=${byNumber} take=${take} />`)}</ul>`
        : html`<p class="soft">${t("Không có quầy nào khác nhận lĩnh vực này.")}</p>`}
    </section>
  </div>`;
}

/** @param {{counter: any, byNumber: boolean, take: (to: Destination) => void}} props */
function Seat({ counter, byNumber, take }) {
  const { number, status, clerk } = counter;
  const digit = byNumber ? digitOf(number) : "";
  const note = status === "paused" ? t("đang tạm nghỉ") : "";
  return html`<li class="places-seat">
    <${Choice} name=${digit} words=${t("Quầy {number}", { number })} note=${note} off=${status === "closed" ? t("đang đóng") : ""} take=${() => take({ counter: number })} />
    ${clerk && html`<${Choice} name=${digit && `Shift+${digit}`} icon="user" words=${clerkName(clerk)} take=${() => take({ clerk })} />`}
  </li>`;
}

/** @param {any} counter @returns {string[]} */
const skillsOf = (counter) => [...counter.services, ...counter.helps];

/** How many wait there, or that nobody serves it now. @param {string} code @param {any} hall */
function sayQueue(code, hall) {
  const seen = hall?.services.find((/** @type {any} */ one) => one.code === code);
  if (!seen) return "";
  const served = hall.counters.some((/** @type {any} */ one) => one.status === "open" && one.services.includes(code));
  return served ? tn("{n} người chờ", seen.waiting) : t("chưa có quầy mở");
}
