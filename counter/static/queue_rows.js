/** One row of each list: the number first, then what a clerk decides by. A row is a button that leads to its acts. */
import { html } from "htm/preact";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { formatTime, t, tn } from "layso/words.js";
import { sayMinutes, secondsSince, wallTime } from "./clock.js";
import { clerkName, priorityName, serviceName } from "./names.js";

/** @typedef {{row: any, now: number, choose: ((row: any) => void)|null}} RowProps */

/** @param {{row: any, choose: ((row: any) => void)|null, kind?: string, children?: any}} props */
const Row = ({ row, choose, kind = "", children }) => html`<li>
  <button class=${`queue-row ${kind}`} type="button" aria-haspopup="dialog" data-number=${row.number} aria-disabled=${choose ? undefined : "true"} onClick=${() => choose?.(row)}>
    <span class="queue-number ticket-number">${row.number}</span>
    <span class="queue-what" title=${serviceName(row.service)}>${serviceName(row.service)}</span>
    ${children}
  </button>
</li>`;

/** @param {RowProps} props */
export function WaitingRow({ row, now, choose }) {
  const waited = secondsSince(row.queued_at, now);
  const long = waited >= boot.target_s * 2 ? "very" : waited >= boot.target_s ? "long" : "";
  const priority = priorityName(row.priority);
  return html`<${Row} row=${row} choose=${choose} kind=${long && `queue-${long}`}>
    <span class="queue-wait number">${long && html`<${Icon} name=${long === "very" ? "triangle-alert" : "clock"} label=${t("chờ lâu")} />`}${waited < 60 ? t("mới đến") : sayMinutes(waited)}</span>
    ${priority && html`<span class="queue-note queue-class"><${Icon} name="star" />${priority}</span>`}
    ${row.lets_pass > 0 && html`<span class="queue-note soft"><${Icon} name="list-restart" />${tn("xếp lại, sau {n} lượt gọi", row.lets_pass)}</span>`}
  </${Row}>`;
}

/** @param {RowProps} props */
export function ParkedRow({ row, now, choose }) {
  const own = row.clerk === boot.me;
  return html`<${Row} row=${row} choose=${choose} kind=${own ? "" : "queue-others"}>
    <span class="queue-wait number">${sayMinutes(secondsSince(row.parked_at, now))}</span>
    <span class="queue-note soft">${row.reason}${!own && html`<span class="queue-owner"><${Icon} name="user" />${clerkName(row.clerk)}</span>`}</span>
  </${Row}>`;
}

/** @param {RowProps} props */
export const MissedRow = ({ row, choose }) => html`<${Row} row=${row} choose=${choose}>
  <span class="queue-wait number soft">${t("nhận lại đến {time}", { time: formatTime(wallTime(row.until)) })}</span>
</${Row}>`;
