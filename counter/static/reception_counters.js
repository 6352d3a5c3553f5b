/** Which counters are free now, and what the others do; a free one takes somebody led there without a call. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { formatTime, t } from "layso/words.js";
import { wallTime } from "./clock.js";
import { serviceName } from "./names.js";

/** @param {any} counter */
const isFree = (counter) => counter.status === "open" && counter.ticket === null;

/** The free counters that serve a service, its own ones first. @param {any[]} counters @param {string} service @returns {any[]} */
export const freeFor = (counters, service) => counters
  .filter((one) => isFree(one) && [...one.services, ...one.helps].includes(service))
  .sort((a, b) => Number(b.services.includes(service)) - Number(a.services.includes(service)));

/** @param {{counters: any[], to: number|null, lead: (counter: number|null) => void}} props */
export function Counters({ counters, to, lead }) {
  const there = counters.filter((one) => one.status !== "closed");
  const free = there.filter(isFree);
  const closed = counters.length - there.length;
  return html`<section class="card reception-counters" aria-labelledby="counters-title">
    <h2 class="card-title" id="counters-title">${t("Quầy đang trống")} <span class="number">${free.length}/${counters.length}</span></h2>
    <ul class="reception-seats" role="list">${[...free, ...there.filter((one) => !isFree(one))].map((one) => html`<li key=${one.number}>
      <${Seat} counter=${one} chosen=${to === one.number} take=${() => lead(to === one.number ? null : one.number)} /></li>`)}</ul>
    ${closed > 0 && html`<p class="small soft">${t("{n} quầy đóng", { n: closed })}</p>`}
  </section>`;
}

/** @param {{counter: any, chosen: boolean, take: () => void}} props */
function Seat({ counter, chosen, take }) {
  const { number, services } = counter;
  const what = html`<span class="reception-plate number" aria-hidden="true">${number}</span>
    <span class="reception-what"><span class="visually-hidden">${t("Quầy {number}", { number })}: </span>${services.map(serviceName).join(" · ")}<span class="small soft">${sayState(counter)}</span></span>`;
  if (!isFree(counter)) return html`<div class="reception-seat">${what}</div>`;
  return html`<button class="reception-seat reception-free" type="button" aria-pressed=${String(chosen)} onClick=${take}>${what}<${Icon} name="user-plus" label=${t("Dẫn người mới đến đây")} /></button>`;
}

/** @param {any} counter */
function sayState({ status, ticket, pause_reason, back_at }) {
  if (ticket) return ticket.state === "serving" ? t("đang phục vụ {number}", { number: ticket.number }) : t("đang chờ {number} đến", { number: ticket.number });
  if (status === "open") return t("đang trống");
  return [t("đang tạm nghỉ"), pause_reason, back_at && t("đến {time}", { time: formatTime(wallTime(back_at)) })].filter(Boolean).join(", ");
}
