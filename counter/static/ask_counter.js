/** What is asked about the counter itself: why it pauses and until when, who walks in without a number. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { boot } from "layso/boot.js";
import { pick, t, tn } from "layso/words.js";
import { ask } from "./ask.js";
import { Choice, Choices } from "./choices.js";
import { timeIn } from "./clock.js";
import { serviceName } from "./names.js";

const TIME = /^\s*(\d{1,2})[:hg](\d{2})\s*$/i;
const LONGEST = 200;

/** @typedef {{reason: string, until: string|null}} Pause */

/** Why the counter pauses and when it is back. @returns {Promise<Pause|null>} */
export const askPause = () => ask({
  title: t("Tạm nghỉ"),
  text: t("Người dân và kiosk thấy quầy tạm nghỉ, và mấy giờ trở lại."),
  body: (answer) => html`<${Choices} rows=${pauses(answer)} /><${OtherPause} take=${answer} />`,
});

/** @param {(pause: Pause) => void} answer */
const pauses = (answer) => [
  { words: t("Nghỉ trưa, trở lại lúc {time}", { time: boot.lunch_ends }), first: true, take: () => answer({ reason: t("nghỉ trưa"), until: boot.lunch_ends }) },
  ...[5, 10, 15].map((minutes) => ({ words: tn("Nghỉ {n} phút", minutes), note: t("đến {time}", { time: timeIn(minutes) }), take: () => answer({ reason: "", until: timeIn(minutes) }) })),
  { words: t("Họp"), take: () => answer({ reason: t("họp"), until: null }) },
  { words: t("Không ghi lý do"), take: () => answer({ reason: "", until: null }) },
];

/** @param {{take: (pause: Pause) => void}} props */
function OtherPause({ take }) {
  const [reason, setReason] = useState("");
  const [back, setBack] = useState("");
  const [, hour, minute] = TIME.exec(back) ?? [];
  const isTime = hour !== undefined && Number(hour) < 24 && Number(minute) < 60;
  const wrong = back.trim() !== "" && !isTime;
  const ready = !wrong && (reason.trim() !== "" || isTime);
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (ready) take({ reason: reason.trim(), until: isTime ? `${hour.padStart(2, "0")}:${minute}` : null });
  };
  return html`<form class="reason" onSubmit=${send}>
    <input class="input" aria-label=${t("Lý do khác")} placeholder=${t("Lý do khác")} autocomplete="off" maxlength=${LONGEST} value=${reason} onInput=${(/** @type {any} */ e) => setReason(e.target.value)} />
    <input class="input number reason-time" aria-label=${t("Trở lại lúc (giờ:phút)")} placeholder="14:00" inputmode="numeric" autocomplete="off" value=${back}
      aria-invalid=${wrong ? "true" : undefined} aria-describedby=${wrong ? "back-error" : undefined} onInput=${(/** @type {any} */ e) => setBack(e.target.value)} />
    <button class="button" type="submit" aria-disabled=${ready ? undefined : "true"}>${t("Tạm nghỉ")}</button>
    ${wrong && html`<p class="field-error" id="back-error">${t("Xin viết giờ như 14:00.")}</p>`}
  </form>`;
}

/**
 * Whom to serve who has no number: the class first where there is one, then the service, which begins at once.
 * @param {any} desk @param {any} more @param {any} hall
 * @returns {Promise<{service: string, priority: string}|null>}
 */
export const askWalkIn = (desk, more, hall) => ask({
  title: t("Phục vụ trực tiếp, không qua gọi số"),
  text: t("Cấp số và phục vụ ngay tại quầy này. Chọn lĩnh vực là bắt đầu."),
  body: (answer) => html`<${WalkIn} services=${offered(desk, more, hall)} take=${answer} />`,
});

/** The services of this counter, and why one gives no numbers now. @param {any} desk @param {any} more @param {any} hall */
const offered = (desk, more, hall) => Object.keys(desk.waiting).map((code) => {
  const seen = hall?.services.find((/** @type {any} */ one) => one.code === code);
  return { code, prefix: more.services[code]?.prefix ?? "", off: seen && !seen.open ? (seen.closed ? pick(seen.closed) : t("tạm ngừng cấp số")) : "" };
});

/** @param {{services: {code: string, prefix: string, off: string}[], take: (order: {service: string, priority: string}) => void}} props */
function WalkIn({ services, take }) {
  const [priority, setPriority] = useState("normal");
  const usable = services.findIndex((one) => !one.off);
  return html`
    <ul class="picks" role="list">${services.map((one, n) => html`<li key=${one.code}><${Choice} name=${one.prefix} words=${serviceName(one.code)} off=${one.off} first=${n === usable}
      take=${() => take({ service: one.code, priority })} /></li>`)}</ul>
    <fieldset class="field ask-class"><legend>${t("Diện ưu tiên")}</legend>
      <div class="choices">${Object.entries(boot.priorities).map(([code, name]) => html`<label class="choice" key=${code}>
        <input type="radio" name="priority" value=${code} checked=${priority === code} onChange=${() => setPriority(code)} />${pick(/** @type {any} */ (name))}</label>`)}</div>
    </fieldset>`;
}
