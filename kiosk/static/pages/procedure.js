/** One procedure: what to bring, how long it takes, what it costs, and the number for its service. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { formatNumber, pick, t, tn } from "layso/words.js";
import { Acts, Heading } from "../frame.js";
import { shortName } from "./find.js";

/** @param {{procedure: any, service?: import("../flow.js").Service, onTake: () => void, onBack: () => void}} props */
export function Procedure({ procedure, service, onTake, onBack }) {
  const name = shortName(procedure);
  return html`<main class="kiosk-main procedure" data-long=${name.length > 90}>
    <${Heading}>${name}</${Heading}>
    <section class="procedure-papers">
      <h2><${Icon} name="files" /> ${t("Giấy tờ cần mang")}</h2>
      <${Papers} papers=${pick(procedure.papers)} />
    </section>
    <dl class="procedure-facts">
      <div><dt><${Icon} name="clock" /> ${t("Thời hạn")}</dt><dd>${sayTime(procedure.time)}</dd></div>
      <div><dt><${Icon} name="banknote" /> ${t("Lệ phí")}</dt><dd>${sayFee(procedure.fee)}</dd></div>
      ${service && html`<div><dt><${Icon} name=${service.icon} /> ${t("Lĩnh vực")}</dt><dd>${pick(service.name)}</dd></div>`}
    </dl>
  </main>
  <${Acts} onBack=${onBack}>
    ${service && html`<button class="button button-primary procedure-take" type="button" onClick=${onTake}>
      <${Icon} name="ticket" /> ${t("Lấy số cho việc này")}
    </button>`}
  </${Acts}>`;
}

/** @param {{papers: string[]}} props */
function Papers({ papers }) {
  if (!papers.length) return html`<p>${t("Cán bộ tại quầy sẽ hướng dẫn. Xin mang theo giấy tờ tùy thân và giấy tờ có liên quan.")}</p>`;
  return html`<ul>${papers.map((paper) => html`<li key=${paper}>${paper}</li>`)}</ul>`;
}

/** @param {{amount: number|null, unit: string}} time */
export function sayTime({ amount, unit }) {
  if (unit === "same_day") return t("Trong ngày");
  if (unit === "per_case") return t("Tùy từng hồ sơ");
  if (amount === null || unit === "unknown") return t("Cán bộ sẽ báo khi nhận hồ sơ");
  if (unit === "hour") return tn("{n} giờ", amount);
  return unit === "working_day" ? tn("{n} ngày làm việc", amount) : tn("{n} ngày", amount);
}

/** @param {{vi: string, en: string, vnd: number|null}} fee */
export function sayFee(fee) {
  if (pick(fee)) return pick(fee);
  if (fee.vnd === 0) return t("Không thu phí");
  return fee.vnd === null ? t("Cán bộ sẽ báo khi nhận hồ sơ") : t("{amount} đồng", { amount: formatNumber(fee.vnd) });
}
