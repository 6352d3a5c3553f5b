/** What the applicant must bring for a procedure, how long it takes and what it costs: the clerk's reminder. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { formatNumber, pick, t, tn } from "layso/words.js";
import { serviceName } from "./names.js";

/** @param {{amount: number|null, unit: string}} time */
function sayTime({ amount, unit }) {
  if (unit === "same_day") return t("trong ngày");
  if (unit === "hour") return tn("{n} giờ làm việc", amount ?? 0);
  if (unit === "working_day") return tn("{n} ngày làm việc", amount ?? 0);
  if (unit === "calendar_day") return tn("{n} ngày", amount ?? 0);
  return t("không cố định: cán bộ hẹn ngày");
}

/** @param {{vi: string, en: string, vnd: number|null}} fee */
function sayFee(fee) {
  if (fee.vi) return pick(fee);
  if (fee.vnd === null) return t("theo quy định");
  return fee.vnd === 0 ? t("không thu") : t("{n} đồng", { n: formatNumber(fee.vnd) });
}

/** @param {{procedure: any, skills: string[]}} props */
export function Papers({ procedure, skills }) {
  if (!procedure) return null;
  const papers = pick(procedure.papers);
  return html`<section class="papers" aria-label=${t("Giấy tờ cần có")}>
    ${!skills.includes(procedure.service) && html`<p class="papers-other"><${Icon} name="triangle-alert" /><span>${t("Thủ tục này thuộc lĩnh vực {service}, quầy này không phụ trách.", { service: serviceName(procedure.service) })}</span></p>`}
    <h3 class="papers-title">${pick(procedure.name)} <span class="number soft">${procedure.code}</span></h3>
    <p class="strong">${t("Giấy tờ cần có")}</p>
    ${papers.length ? html`<ul>${papers.map((/** @type {string} */ one) => html`<li>${one}</li>`)}</ul>` : html`<p>${t("Danh mục chưa ghi giấy tờ của thủ tục này.")}</p>`}
    <p class="soft"><${Icon} name="clock" /> ${t("Thời hạn: {time}", { time: sayTime(procedure.time) })} · ${t("Phí: {fee}", { fee: sayFee(procedure.fee) })}</p>
  </section>`;
}
