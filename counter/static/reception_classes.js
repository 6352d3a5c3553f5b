/** The second touch: whether somebody may go first; and whether they wait for the call or are led to a free counter. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { pick, t } from "layso/words.js";
import { useKeys } from "./keys.js";
import { serviceName } from "./names.js";
import { freeFor } from "./reception_counters.js";

/**
 * @param {{wish: import("./reception_issue.js").Wish, to: number|null, lead: (counter: number|null) => void, counters: any[],
 *   take: (priority: string) => void, busy: boolean, back: () => void}} props
 */
export function Classes({ wish, to, lead, counters, take, busy, back }) {
  const [normal, ...others] = boot.classes;
  const first = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  useEffect(() => first.current?.closest("section")?.scrollIntoView({ block: "nearest" }), []);
  useKeys({ Escape: back, 0: () => take(normal), ...Object.fromEntries(others.map((/** @type {string} */ code, /** @type {number} */ n) => [String(n + 1), () => take(code)])) });
  const simple = wish.services.length === 1 && !wish.booked;
  const free = simple ? freeFor(counters, wish.services[0]) : [];
  return html`<section class="card reception-issue" aria-labelledby="class-title" aria-busy=${String(busy)}>
    <div class="row gap-s"><button class="button" type="button" onClick=${back}><${Icon} name="arrow-left" />${t("Quay lại")}</button>
      <h2 class="card-title grow" id="class-title">${wish.services.map(serviceName).join(" → ")}${wish.booked && t(", hẹn {time}", { time: wish.booked })}</h2></div>
    ${free.length > 0 && html`<${Goal} free=${free} to=${to} lead=${lead} />`}
    <button class="button button-primary button-large button-wide" type="button" ref=${first} aria-keyshortcuts="0" onClick=${() => take(normal)}>
      <${Icon} name=${to === null ? "ticket" : "arrow-right"} />${to === null ? t("Số thường") : t("Dẫn đến quầy {number}, không ưu tiên", { number: to })}</button>
    <ul class="tiles reception-classes" role="list" aria-label=${t("Các diện ưu tiên")}>${others.map((/** @type {string} */ code, /** @type {number} */ n) => html`<li key=${code}>
      <button class="tile" type="button" aria-keyshortcuts=${String(n + 1)} onClick=${() => take(code)}><span class="tile-name">${pick(boot.priorities[code])}</span></button></li>`)}</ul>
  </section>`;
}

/** Wait for the call, or be led to one of the free counters. @param {{free: any[], to: number|null, lead: (counter: number|null) => void}} props */
const Goal = ({ free, to, lead }) => html`<div class="reception-goal" role="group" aria-label=${t("Đi đâu")}>
  <button class="button" type="button" aria-pressed=${String(to === null)} onClick=${() => lead(null)}>${t("Chờ gọi số")}</button>
  ${free.map(({ number }) => html`<button class="button" type="button" key=${number} aria-pressed=${String(to === number)} onClick=${() => lead(number)}>
    <${Icon} name="arrow-right" />${t("Quầy {number} trống", { number })}</button>`)}
</div>`;
