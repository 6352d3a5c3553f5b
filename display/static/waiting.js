/** How many wait for each service that this hall serves now, by the letter that stands on their papers. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { boot } from "layso/boot.js";
import { Both, t } from "./both.js";

const IN_A_ROW = 5;
const MOST_WITH_NAMES = 12;

/** @param {{waiting: {service: string, count: number}[], served: string[]}} props */
export function Waiting({ waiting, served }) {
  const counts = new Map(waiting.map(({ service, count }) => [service, count]));
  const services = boot.services.filter((/** @type {any} */ service) => served.includes(service.code));
  const size = services.length > MOST_WITH_NAMES ? "waiting-many" : services.length > IN_A_ROW ? "waiting-two" : "waiting-row";
  return html`<section class=${`waiting ${size}`} aria-label=${t("Đang chờ").vi}>
    <h2 class="waiting-title"><${Icon} name="users" /><${Both} say=${t("Đang chờ")} /></h2>
    <ul class="waiting-list" role="list">${services.map((/** @type {any} */ service) => html`
      <${Service} key=${service.code} service=${service} count=${counts.get(service.code) ?? 0} />`)}</ul>
  </section>`;
}

/** @param {{service: any, count: number}} props */
const Service = ({ service, count }) => html`<li class=${`waiting-service ${count > 99 ? "waiting-hundreds" : count ? "" : "waiting-none"}`}>
  <span class="waiting-letter">${service.prefix}</span>
  <${Both} class="waiting-name" say=${service.name} />
  <strong class="waiting-count number">${count}</strong>
</li>`;
