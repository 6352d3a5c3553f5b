/** What is asked about the ticket at the counter: its outcome, how far back it goes, why it is set aside. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Icon } from "layso/icon.js";
import { pick, t, tn } from "layso/words.js";
import { ask } from "./ask.js";
import { Choice, Choices, Reasons } from "./choices.js";

const MOST_BEHIND = 99;
const parkReasons = () => [t("đi photo giấy tờ"), t("chờ người nhà"), t("về lấy thêm giấy tờ"), t("chờ kiểm tra hồ sơ"), t("đi nộp lệ phí")];

/** Which outcome a visit ended with. @param {any} ticket @param {any[]} outcomes @returns {Promise<string|null>} its code */
export const askOutcome = (ticket, outcomes) => ask({
  title: t("Kết quả của phiếu {number}", { number: ticket.number }),
  body: (answer) => html`<${Choices} rows=${outcomes.map((one, n) => ({ words: pick(one), first: n === 0, take: () => answer(one.code) }))} />`,
});

/** Why a ticket is set aside. @param {any} ticket @returns {Promise<string|null>} */
export const askPark = (ticket) => ask({
  title: t("Tạm dừng phiếu {number}", { number: ticket.number }),
  text: t("Phiếu để riêng cho ông/bà ấy, quầy gọi người khác. Vì sao tạm dừng?"),
  body: (answer) => html`<${Reasons} reasons=${parkReasons()} yes=${t("Tạm dừng")} take=${answer} />`,
});

/**
 * How far back a ticket goes in its queue; a running service is broken off only here.
 * @param {any} ticket @param {number} usual  how many go first unless told
 * @returns {Promise<{behind?: number, at_end?: boolean, confirm: boolean}|null>}
 */
export function askRequeue(ticket, usual) {
  const confirm = ticket.state === "serving";
  return ask({
    title: t("Xếp lại phiếu {number}", { number: ticket.number }),
    text: confirm
      ? t("Đang phục vụ: xếp lại thì dừng giữa chừng, và người này chờ lại trong hàng.")
      : t("Người này chờ lại trong hàng, giờ lấy số và diện ưu tiên giữ nguyên."),
    body: (answer) => html`<${Behind} usual=${usual} danger=${confirm}
      take=${(/** @type {number} */ behind) => answer({ behind, confirm })} atEnd=${() => answer({ at_end: true, confirm })} />`,
  });
}

/** @param {{usual: number, danger: boolean, take: (behind: number) => void, atEnd: () => void}} props */
function Behind({ usual, danger, take, atEnd }) {
  const [behind, setBehind] = useState(usual);
  const change = (/** @type {number} */ by) => setBehind(Math.max(0, Math.min(MOST_BEHIND, behind + by)));
  return html`
    <div class="stepper" role="group" aria-label=${t("Số người gọi trước")}>
      <button class="button" type="button" data-key="-" aria-label=${t("Bớt một người")} onClick=${() => change(-1)}><${Icon} name="minus" /></button>
      <p class="stepper-value" aria-live="polite"><strong class="number">${behind}</strong> ${tn("người gọi trước", behind)}</p>
      <button class="button" type="button" data-key="+" aria-label=${t("Thêm một người")} onClick=${() => change(1)}><${Icon} name="plus" /></button>
    </div>
    <ul class="picks" role="list">
      <li><${Choice} name="X" icon="list-restart" danger=${danger} first=${!danger} words=${behind ? tn("Xếp lại sau {n} người", behind) : t("Xếp lại ngay đầu hàng")} take=${() => take(behind)} /></li>
      <li><${Choice} name="C" icon="list-end" danger=${danger} words=${t("Xếp xuống cuối hàng")} take=${atEnd} /></li>
    </ul>`;
}
