/** The due date a clerk sets where no law does: read as people write it, said back in words. */
import { html } from "htm/preact";
import { formatDay, formatTime, t } from "layso/words.js";
import { serverNow } from "./clock.js";

export const UNTIMED = ["per_case", "unknown"];
const DATE = /^\s*(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2}|\d{4}))?\s*$/;
const TIME = /^\s*(\d{1,2})[:hg](\d{2})\s*$/i;
export const CLOSING = "17:00";

/**
 * Read "25/11/2026" (also "25/11": the next one) and "17:00"; null when it is no date of the future.
 * @param {string} day @param {string} time
 * @param {number} [now_ms]
 */
export function readDue(day, time, now_ms = serverNow()) {
  const [, d, m, y] = DATE.exec(day) ?? [];
  const [, hour, minute] = TIME.exec(time) ?? [];
  if (!d || !hour) return null;
  const now = new Date(now_ms);
  const year = y ? Number(y.length === 2 ? `20${y}` : y) : now.getFullYear();
  const due = new Date(year, Number(m) - 1, Number(d), Number(hour), Number(minute));
  if (!y && due < now) due.setFullYear(year + 1);
  const real = due.getDate() === Number(d) && due.getMonth() === Number(m) - 1 && due.getHours() === Number(hour);
  return real && due > now ? due : null;
}

/** Local ISO time to the minute, as the API takes it. @param {Date} due */
export function isoLocal(due) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${due.getFullYear()}-${two(due.getMonth() + 1)}-${two(due.getDate())}T${formatTime(due)}`;
}

/** @param {{day: string, time: string, change: (part: object) => void, error: boolean}} props */
export function DueField({ day, time, change, error }) {
  const due = readDue(day, time);
  return html`<fieldset class=${`field ${error ? "field-invalid" : ""}`}>
    <legend>${t("Ngày hẹn trả")}</legend>
    <p class="field-hint" id="due-hint">${t("Thủ tục này không có thời hạn cố định. Xin nhập ngày, ví dụ 25/11/2026, và giờ.")}</p>
    <div class="row">
      <input class="input input-short number" name="due_day" inputmode="numeric" autocomplete="off" value=${day} aria-label=${t("Ngày hẹn trả")}
        aria-describedby="due-hint due-said" aria-invalid=${error ? "true" : undefined} onInput=${(/** @type {any} */ e) => change({ due_day: e.target.value })} />
      <input class="input input-short number due-time" name="due_time" inputmode="numeric" autocomplete="off" value=${time} aria-label=${t("Giờ hẹn trả")}
        aria-describedby="due-said" onInput=${(/** @type {any} */ e) => change({ due_time: e.target.value })} />
      <span id="due-said" class="strong">${due ? `${formatTime(due)}, ${formatDay(due)}` : ""}</span>
    </div>
    ${error && html`<p class="field-error">${t("Xin nhập ngày giờ hẹn trả sau lúc này, ví dụ 25/11/2026 và 17:00.")}</p>`}
  </fieldset>`;
}
