/** What the reception does with a ticket: lead it to a counter, take it back, send it elsewhere, let it go; and the way back. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { t, tn } from "layso/words.js";
import { ask, sure } from "./ask.js";
import { Places } from "./ask_place.js";
import { freeFor } from "./reception_counters.js";
import { lead, move } from "./reception_orders.js";

const UNDO_MS = 10000;

/** @typedef {{ticket: any, hall: any, shown: import("./reception_shown.js").Shown, act: any, show: any}} Props */

/** @param {Props} props */
export function Acts({ ticket, hall, shown, act, show }) {
  const { id, number, state } = ticket;
  const does = (/** @type {string} */ done, /** @type {() => Promise<any>} */ call) => act(done, call).then((/** @type {any} */ after) => after && show({ ...shown, done }, after));
  const waits = state === "waiting";
  async function leave() {
    const agreed = await sure({ title: t("Phiếu {number} rời hàng chờ?", { number }), text: t("Số này sẽ không được gọi nữa."), yes: t("Rời đi, bỏ số này"), danger: true });
    if (agreed) await does("leave", () => move("leave", id));
  }
  async function transfer() {
    const to = await askDestination(ticket, hall);
    if (to) await does("transfer", () => move("transfer", id, to));
  }
  return html`<div class="reception-acts">
    ${waits && freeFor(hall.counters, ticket.service).map((counter) => html`<button class="button button-primary" type="button" key=${counter.number} onClick=${() => does("lead", () => lead(counter.number, id))}>
      <${Icon} name="arrow-right" />${t("Dẫn đến quầy {number}", { number: counter.number })}</button>`)}
    ${state === "no_show" && html`<button class="button button-primary" type="button" onClick=${() => does("return", () => move("return", id))}>
      <${Icon} name="undo-2" />${boot.return_behind ? tn("Nhận lại, sau {n} lượt gọi", boot.return_behind) : t("Nhận lại, gọi được ngay")}</button>`}
    ${(waits || state === "parked") && html`
      <button class="button" type="button" aria-haspopup="dialog" onClick=${transfer}><${Icon} name="arrow-right-left" />${t("Chuyển")}</button>
      <button class="button" type="button" aria-haspopup="dialog" onClick=${leave}><${Icon} name="log-out" />${t("Rời đi")}</button>`}
    <a class="button button-quiet" href=${`/counter/tickets/${id}`} target="_blank" rel="noopener"><${Icon} name="file-text" />${t("Xem phiếu")}</a>
  </div>`;
}

/** @param {any} ticket @param {any} hall @returns {Promise<any>} */
function askDestination(ticket, hall) {
  const services = Object.fromEntries(hall.services.map((/** @type {any} */ one) => [one.code, { prefix: one.prefix, is_open: one.closed?.code !== "service_closed" }]));
  return ask({
    title: t("Chuyển phiếu {number}", { number: ticket.number }),
    text: t("Giờ lấy số và diện ưu tiên giữ nguyên."),
    wide: true,
    body: (answer) => html`<${Places} ticket=${ticket} here=${0} more=${{ services }} hall=${hall} take=${answer} byNumber />`,
  });
}

/** @returns {Record<string, string>} */
const told = () => ({ lead: t("Vừa dẫn đến quầy"), return: t("Vừa nhận lại"), leave: t("Vừa cho rời đi"), transfer: t("Vừa chuyển") });

/** What was just done, and the way back while it lasts. @param {{shown: import("./reception_shown.js").Shown, act: any, show: any}} props */
export function Undo({ shown, act, show }) {
  const { done, done_at = 0, id } = shown;
  const [, draw] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => draw((times) => times + 1), Math.max(0, done_at + UNDO_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [done_at]);
  if (!done || Date.now() >= done_at + UNDO_MS) return null;
  const undo = () => act("undo", () => move("undo", id)).then((/** @type {any} */ before) => before && show({ ...shown, done: "" }, before));
  return html`<div class="notice notice-success" role="status"><${Icon} name="circle-check" /><div class="row row-apart gap-s">
    <p>${told()[done]}</p>
    <button class="button button-small" type="button" onClick=${undo}><${Icon} name="undo-2" />${t("Hoàn tác")}</button>
  </div></div>`;
}
