/** The ticket at the counter, big, with the clerk's next act; or why there is none. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "layso/icon.js";
import { formatClock, pick, t, tn } from "layso/words.js";
import { sayMinutes, secondsSince, useNow } from "./clock.js";
import { priorityName, serviceName } from "./names.js";
import { nextAct, waitingAt } from "./next_act.js";

/** @param {{desk: any, more: any, arrived: string, busy: string, blocked: boolean, acts: any}} props */
export function Now(props) {
  const { desk } = props;
  return html`<section class="card now" aria-labelledby="now-title">
    <div class="now-info">${desk.ticket ? html`<${AtCounter} ...${props} />` : html`<${Nobody} ...${props} />`}</div>
    <${Primary} ...${props} />
    <div class="now-others">
      ${desk.ticket?.state === "called" && html`<${WhileCalled} ...${props} />`}
      ${!desk.ticket && desk.counter.status === "closed" && html`<a class="button button-quiet" href="/counter?other"><${Icon} name="arrow-right-left" />${t("Chọn quầy khác")}</a>`}
    </div>
  </section>`;
}

/** @param {any} props */
function AtCounter({ desk, more }) {
  const { ticket } = desk;
  const serving = ticket.state === "serving";
  const now = useNow();
  const priority = priorityName(ticket.priority);
  const waited = (Date.parse(ticket.called_at) - Date.parse(ticket.issued_at)) / 1000;
  return html`
    <h2 class="now-state" id="now-title">${serving ? t("Đang phục vụ") : t("Đang gọi")}</h2>
    <p class="now-number ticket-number">
      <a href=${`/counter/tickets/${ticket.id}`} target="_blank" rel="noopener" aria-label=${t("Phiếu {number}, mở trang của phiếu", { number: ticket.number })}>${ticket.number}</a>
    </p>
    <p class="now-service">${serviceName(ticket.service)}</p>
    ${priority && html`<p><span class="badge badge-attention"><${Icon} name="star" />${t("Ưu tiên: {class}", { class: priority })}</span></p>`}
    ${more?.reason && html`<p class="now-reason small soft">${t("Vì sao gọi: {reason}", { reason: pick(more.reason) })}</p>`}
    <dl class="now-facts number">
      <div><dt>${serving ? t("Phục vụ được") : t("Gọi được")}</dt><dd>${formatClock(secondsSince(serving ? ticket.serving_at : ticket.called_at, now))}</dd></div>
      <div><dt>${t("Đã chờ")}</dt><dd>${sayMinutes(waited)}</dd></div>
      <div><dt>${t("Số lần gọi")}</dt><dd>${ticket.calls}</dd></div>
    </dl>`;
}

/** @param {any} props */
function Nobody({ desk, arrived }) {
  const { status } = desk.counter;
  if (status === "closed") return html`<${Calm} icon="door-closed" title=${t("Quầy đang đóng")} text=${t("Mở quầy để bắt đầu gọi số.")} />`;
  if (status === "paused") return html`<${Calm} icon="circle-pause" title=${t("Quầy đang tạm nghỉ")} text=${t("Người dân thấy quầy tạm nghỉ. Mở lại khi sẵn sàng.")} />`;
  if (waitingAt(desk) === 0) return html`<${Calm} icon="coffee" title=${t("Không có ai đang chờ")} text=${t("Khi có người lấy số, màn hình sẽ báo ngay.")} />`;
  return html`<${Calm} icon=${arrived ? "bell-ring" : "users"} title=${tn("{n} người đang chờ", waitingAt(desk))} text=${arrived || t("Máy chọn người tiếp theo theo thứ tự và diện ưu tiên.")} fresh=${arrived !== ""} />`;
}

/** @param {{icon: string, title: string, text: string, fresh?: boolean}} props */
const Calm = ({ icon, title, text, fresh = false }) => html`<div class=${`calm ${fresh ? "is-new" : ""}`} role="status">
  <${Icon} name=${icon} large /><h2 class="calm-title" id="now-title">${title}</h2><p class="soft">${text}</p>
</div>`;

/** The one big button; it keeps the focus through a visit unless somebody types. @param {any} props */
function Primary({ desk, busy, blocked, acts }) {
  const next = nextAct(desk);
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

/** @param {any} props */
function WhileCalled({ desk, busy, blocked, acts }) {
  const held = blocked || busy !== "" ? "true" : undefined;
  return html`
    <button class="button" type="button" aria-disabled=${held} aria-keyshortcuts="R" onClick=${() => held || acts.recall(desk.ticket)}>
      <${Icon} name="repeat" />${t("Gọi lại")}<kbd class="key">R</kbd></button>
    <button class="button button-danger" type="button" aria-disabled=${held} aria-keyshortcuts="V" onClick=${() => held || acts.miss()}>
      <${Icon} name="user-x" />${t("Báo vắng")}<kbd class="key">V</kbd></button>`;
}
