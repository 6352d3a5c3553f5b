/** What can be done with a ticket that is not at the counter: one who waits, one set aside, one who was missed. */
import { html } from "htm/preact";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { t, tn } from "layso/words.js";
import { ask } from "./ask.js";
import { Places } from "./ask_place.js";
import { Choice, Choices, Reasons } from "./choices.js";
import { sayMinutes, secondsSince, serverNow } from "./clock.js";
import { clerkName, priorityName, serviceName } from "./names.js";

/**
 * @typedef {{verb: "call"|"resume"|"return"|"leave"|"transfer", reason?: string, to?: any}} RowAct
 * @typedef {{desk: any, more: any, hall: any}} Known
 * @typedef {(act: RowAct) => void} Answer
 */

const chooseReasons = () => [t("người già yếu, đang mệt"), t("có hẹn trước với cán bộ"), t("bổ sung giấy tờ vừa thiếu"), t("việc gấp")];

/** Why nobody can be called to this counter now; "" when somebody can. @param {any} desk */
export function whyNotFree({ counter, ticket }) {
  if (ticket) return t("quầy đang có phiếu {number}", { number: ticket.number });
  return counter.status === "open" ? "" : t("quầy chưa mở");
}

/** @param {any} row */
const about = (row) => [
  serviceName(row.service), row.priority && priorityName(row.priority),
  row.queued_at && t("đã chờ {time}", { time: sayMinutes(secondsSince(row.queued_at, serverNow())) }),
].filter(Boolean).join(" · ");

/** @param {any} row */
const Page = ({ row }) => html`<a class="button button-quiet" href=${`/counter/tickets/${row.id}`} target="_blank" rel="noopener"><${Icon} name="file-text" />${t("Xem phiếu")}</a>`;

/** @param {any} row @param {string} name @param {(answer: Answer) => any} left @param {Known} known */
const withPlaces = (row, name, left, known) => ask({
  title: name,
  text: about(row),
  wide: true,
  body: (answer) => html`<div class="ask-columns">
    <section class="ask-own">${left(answer)}</section>
    <${Places} ticket=${row} here=${known.desk.counter.number} more=${known.more} hall=${known.hall} take=${(/** @type {any} */ to) => answer({ verb: "transfer", to })} />
  </div>`,
  acts: () => html`<${Page} row=${row} />`,
});

/** @param {{answer: Answer}} props */
const Gone = ({ answer }) => html`<${Choice} name="0" icon="log-out" danger words=${t("Rời đi, bỏ số này")} take=${() => answer({ verb: "leave" })} />`;

/** What to do with one who waits. @param {any} row @param {Known} known @returns {Promise<RowAct|null>} */
export function askWaiting(row, known) {
  const why = whyNotFree(known.desk);
  const call = (/** @type {Answer} */ answer) => html`
    <h3 class="places-title">${t("Gọi trước lượt, vì")}</h3>
    ${why ? html`<p class="soft">${t("Chưa gọi được: {why}.", { why })}</p>`
      : html`<${Reasons} reasons=${chooseReasons()} yes=${t("Gọi")} focus=${false} take=${(/** @type {string} */ reason) => answer({ verb: "call", reason })} />
        <p class="small soft">${t("Lý do được ghi vào nhật ký.")}</p>`}`;
  return withPlaces(row, t("Phiếu {number}", { number: row.number }), (answer) => html`
    ${boot.may_choose && call(answer)}
    <${Gone} answer=${answer} />`, known);
}

/** What to do with one set aside: its clerk's matter, or a manager's while the clerk is missing. @param {any} row @param {Known} known @returns {Promise<RowAct|null>} */
export function askParked(row, known) {
  const title = t("Phiếu {number}: {reason}", { number: row.number, reason: row.reason || t("tạm dừng") });
  if (row.clerk !== boot.me && !boot.leads) return showOthers(row, title);
  const off = whyNotFree(known.desk);
  return withPlaces(row, title, (answer) => html`<${Choices} rows=${[
    { words: t("Tiếp tục phục vụ"), note: t("người đã ở quầy, không gọi loa"), icon: "play", off, first: true, take: () => answer({ verb: "resume" }) },
    { words: t("Gọi lại quầy"), note: t("gọi trên bảng và loa"), icon: "megaphone", off, take: () => answer({ verb: "call" }) },
  ]} /><${Gone} answer=${answer} />`, known);
}

/** What a colleague set aside is only looked at. @param {any} row @param {string} title */
const showOthers = (row, title) => ask({
  title,
  text: t("Phiếu này của {clerk}. Cán bộ ấy vắng thì xin nhờ người quản lý.", { clerk: clerkName(row.clerk) }),
  acts: () => html`<${Page} row=${row} />`,
});

/** Take back one who was missed. @param {any} row @param {number} behind  how many go first @returns {Promise<RowAct|null>} */
export const askMissed = (row, behind) => ask({
  title: t("Phiếu {number} vắng khi được gọi", { number: row.number }),
  text: about(row),
  body: (answer) => html`<${Choices} rows=${[{ words: t("Nhận lại"), note: behind ? tn("chờ sau {n} lượt gọi nữa", behind) : t("gọi được ngay"), icon: "undo-2", first: true, take: () => answer({ verb: "return" }) }]} />`,
  acts: () => html`<${Page} row=${row} />`,
});
