/** A service that gives no numbers now: why, and when it does again. On its tile in few words, touched on a page. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { pick, t } from "layso/words.js";
import { Acts, Heading } from "../frame.js";

const USED_UP = ["quota_reached", "numbers_exhausted"];

/** What a tile says of a closed service, before the line that says when it opens again. @param {import("../flow.js").Closed} closed */
export function sayClosed(closed) {
  if (USED_UP.includes(closed.code)) return inBoth(t("hết số hôm nay"), t("hết số"));
  return closed.code === "closing_soon" ? inBoth(t("hôm nay đã nhận đủ"), t("đã nhận đủ")) : t("chưa nhận số");
}

/** In full, and for a tile among many in few letters. @param {string} full @param {string} short */
export const inBoth = (full, short) => html`<span class="in-full">${full}</span><span class="in-short">${short}</span>`;

/**
 * Read out of a refusal what the server says of a service that closed since its tile was drawn; null for other refusals.
 * @param {import("layso/api.js").Problem} problem  @returns {import("../flow.js").Closed|null}
 */
export function closedBy({ code, body: { details } }) {
  if (!details?.why_vi) return null;
  const { why_vi, why_en, when_vi, when_en, reopens } = details;
  const [vi, en] = [when_vi || why_vi, when_en || why_en];
  return { code, vi, en, why: { vi: why_vi, en: why_en }, brief: { vi, en }, reopens };
}

/** @param {{service: import("../flow.js").Service, closed: import("../flow.js").Closed, others: boolean, onBack: () => void}} props
 *   others: another service gives numbers now */
export function Closed({ service, closed, others, onBack }) {
  return html`<main class="kiosk-main notice-page closed">
    <p class="chosen"><${Icon} name=${service.icon} /> ${pick(service.name)}</p>
    <${Heading}>${t("Lĩnh vực này hiện chưa nhận số")}</${Heading}>
    <p>${pick(closed.why)}</p>
    ${closed.reopens && html`<p class="closed-when"><${Icon} name="calendar-days" /> ${pick(closed)}</p>`}
    <p class="closed-advice">${others
      ? t("Xin ông/bà chọn lĩnh vực khác, hoặc hỏi cán bộ hướng dẫn.")
      : t("Nếu cần, xin ông/bà hỏi cán bộ hướng dẫn.")}</p>
  </main>
  <${Acts} onBack=${onBack} label=${t("Về trang đầu")} icon="house" />`;
}
