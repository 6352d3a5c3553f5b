/** The ticket at the counter, big, with the clerk's next act; or why there is none. The lesser acts are others.js. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "layso/icon.js";
import { formatClock, pick, t } from "layso/words.js";
import { sayMinutes, secondsSince, useNow } from "./clock.js";
import { priorityName, serviceName } from "./names.js";
import { nextAct } from "./next_act.js";
import { Nobody } from "./nobody.js";
import { Others } from "./others.js";
import { Undo } from "./undo.js";

/** @param {{desk: any, more: any, arrived: string, busy: string, blocked: boolean, acts: any}} props */
export function Now(props) {
  const { desk, busy, blocked, acts } = props;
  const held = blocked || busy !== "";
  return html`<section class="card now" aria-labelledby="now-title">
    <div class="now-info">${desk.ticket ? html`<${AtCounter} ...${props} />` : html`<${Nobody} ...${props} />`}</div>
    <${Primary} ...${props} />
    <${Others} ...${props} held=${held} />
    <${Undo} desk=${desk} held=${held} acts=${acts} />
  </section>`;
}

/** @param {any} ticket */
function sayState(ticket) {
  if (ticket.state === "serving") return t("Đang phục vụ");
  return ticket.calls ? t("Đang gọi") : t("Lễ tân đưa tới");
}

/** @param {any} props */
function AtCounter({ desk, more }) {
  const { ticket } = desk;
  const serving = ticket.state === "serving";
  const now = useNow();
  const priority = priorityName(ticket.priority);
  const waited = (Date.parse(ticket.called_at) - Date.parse(ticket.issued_at)) / 1000;
  const needed = Math.max(ticket.calls, more.rules.calls_before_no_show);
  return html`
    <h2 class="now-state" id="now-title">${sayState(ticket)}</h2>
    <p class="now-number ticket-number">
      <a href=${`/counter/tickets/${ticket.id}`} target="_blank" rel="noopener" aria-label=${t("Phiếu {number}, mở trang của phiếu", { number: ticket.number })}>${ticket.number}</a>
    </p>
    <p class="now-service">${serviceName(ticket.service)}</p>
    ${ticket.next_services.length > 0 && html`<p class="now-then small"><${Icon} name="arrow-right" />${t("Tiếp theo: {services}", { services: ticket.next_services.map(serviceName).join(", ") })}</p>`}
    ${priority && html`<p><span class="badge badge-attention"><${Icon} name="star" />${t("Ưu tiên: {class}", { class: priority })}</span></p>`}
    ${more.reason && html`<p class="now-reason small soft">${t("Vì sao gọi: {reason}", { reason: pick(more.reason) })}</p>`}
    ${ticket.parked_s > 0 && html`<p class="small soft">${t("Đã tạm dừng {time}", { time: sayMinutes(ticket.parked_s) })}</p>`}
    <dl class="now-facts number">
      <div><dt>${serving ? t("Phục vụ được") : t("Gọi được")}</dt><dd>${formatClock(secondsSince(serving ? ticket.serving_at : ticket.called_at, now))}</dd></div>
      <div><dt>${t("Đã chờ")}</dt><dd>${sayMinutes(Math.max(0, waited))}</dd></div>
      <div><dt>${t("Số lần gọi")}</dt><dd>${serving || needed < 2 ? ticket.calls : `${ticket.calls}/${needed}`}</dd></div>
    </dl>`;
}

/** The one big button; it keeps the focus through a visit unless somebody types. @param {any} props */
function Primary({ desk, more, busy, blocked, acts }) {
  const next = nextAct(desk, more);
  const button = useRef(/** @type {HTMLButtonElement|null} */ (null));
  useEffect(() => {
    if (!document.activeElement?.matches("input, textarea, dialog *")) button.current?.focus({ preventScroll: true });
  }, [next.name, desk.ticket?.id]);
  const held = blocked || busy !== "";
  return html`<button ref=${button} type="button" data-primary
    class=${`button button-large button-wide now-primary ${next.calm ? "" : "button-primary"}`}
    aria-disabled=${held ? "true" : undefined} aria-busy=${busy !== "" ? "true" : undefined}
    aria-keyshortcuts=${next.key} onClick=${() => held || acts.primary(next.name)}>
    <${Icon} name=${next.icon} />${next.words}<kbd class="key">${next.key}</kbd>
  </button>`;
}
