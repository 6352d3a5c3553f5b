/** The last calls before the newest, like a departure board: number, counter, state; or where a ticket was sent on. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { Both, t } from "./both.js";
import { fitting } from "./label.js";

/** @param {{calls: any[]}} props */
export const Calls = ({ calls }) => html`<table class="calls">
  <caption class="visually-hidden">${t("Các số gọi gần đây").vi}</caption>
  <thead><tr>
    <th scope="col"><${Both} say=${t("Số")} /></th>
    <th scope="col"><${Both} say=${t("Quầy")} /></th>
    <th scope="col"><${Both} say=${t("Trạng thái")} /></th>
  </tr></thead>
  <tbody>${calls.map((call) => html`<${Row} key=${call.number} call=${call} />`)}</tbody>
</table>`;

/** @param {{call: any}} props */
function Row({ call }) {
  if (call.moved_to) return html`<${MovedRow} call=${call} />`;
  const serving = call.status === "serving";
  return html`<tr class=${serving ? "calls-serving" : "calls-called"}>
    <td class="calls-number"><span class="ticket-number" style=${fitting(call.number)}>${call.number}</span></td>
    <td><span class="plate number">${call.counter}</span></td>
    <td class="calls-state"><${Icon} name=${serving ? "user-check" : "megaphone"} /><${Both} say=${stateOf(call)} /></td>
  </tr>`;
}

/** Not at its counter any more: an arrow, and where its ticket waits now. @param {{call: any}} props */
const MovedRow = ({ call }) => html`<tr class="calls-moved">
  <td class="calls-number"><span class="ticket-number" style=${fitting(call.number)}>${call.number}</span></td>
  <td class="calls-arrow"><${Icon} name="arrow-right" label=${t("chuyển sang").vi} /></td>
  <td class="calls-state"><${Both} say=${destination(call.moved_to)} /></td>
</tr>`;

/** @param {any} moved */
const destination = (moved) => (moved.counter === null ? moved.name : t("chờ quầy {number}", { number: moved.counter }));

/** @param {any} call */
function stateOf({ status, calls }) {
  if (status === "serving") return t("Đang phục vụ");
  return calls > 1 ? t("Gọi lần {n}", { n: calls }) : t("Đang gọi");
}
