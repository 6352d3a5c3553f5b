/** The card of one ticket: its number and code, what became of its paper, where it is, and what can be done with it now. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "layso/icon.js";
import { formatWait, t, tn } from "layso/words.js";
import { priorityName, serviceName } from "./names.js";
import { Acts, Undo } from "./reception_acts.js";
import { printAgain } from "./reception_orders.js";

/** @param {{shown: import("./reception_shown.js").Shown|null, hall: any, act: any, show: any}} props */
export function Shown({ shown, hall, act, show }) {
  const [open, setOpen] = useState(() => matchMedia("(min-width: 60rem)").matches);
  const card = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => card.current?.scrollIntoView({ block: "nearest" }), []);
  if (!shown) return html`<section class="card card-flat reception-shown reception-none"><${Icon} name="ticket" large /><p class="soft">${t("Số vừa cấp hoặc vừa tìm hiện ở đây.")}</p></section>`;
  const { ticket, number, token } = shown;
  return html`<section class="card reception-shown" aria-labelledby="shown-number" ref=${card}>
    <div class="reception-head" aria-live="polite">
      <h2 class="ticket-number reception-number" id="shown-number">${number}</h2>
      <div class="reception-facts">${ticket && html`<${Facts} ticket=${ticket} hall=${hall} />`}</div>
      ${open && token && html`<img class="reception-code" src=${`/reception/qr/${token}.svg`} alt=${t("Mã QR của phiếu {number}", { number })} />`}
    </div>
    ${ticket && html`<${Undo} shown=${shown} act=${act} show=${show} />`}
    ${ticket && html`<${Slip} job=${ticket.print_job} act=${act} />`}
    ${ticket && open && html`<${Acts} ticket=${ticket} hall=${hall} shown=${shown} act=${act} show=${show} />`}
    <button class="button button-small reception-more" type="button" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
      <${Icon} name=${open ? "chevron-up" : "chevron-down"} />${open ? t("Thu gọn") : t("Mã QR và việc khác")}</button>
  </section>`;
}

/** @param {{ticket: any, hall: any}} props */
function Facts({ ticket, hall }) {
  const priority = priorityName(ticket.priority);
  return html`
    <p><strong>${sayState(ticket)}</strong></p>
    <p>${[ticket.service, ...ticket.next_services].map(serviceName).join(" → ")}</p>
    ${priority && html`<p class="reception-class"><${Icon} name="star" />${priority}</p>`}
    ${ticket.state === "waiting" && html`<p>${sayAhead(ticket, hall)}</p>`}
    ${ticket.park_reason && ticket.state === "parked" && html`<p class="soft">${ticket.park_reason}</p>`}`;
}

/** @param {any} ticket @param {any} hall */
function sayAhead(ticket, hall) {
  const estimate = hall.services.find((/** @type {any} */ one) => one.code === ticket.service)?.estimate;
  const ahead = ticket.people_ahead ? tn("Còn {n} người trước", ticket.people_ahead) : t("Là người tiếp theo");
  return estimate && ticket.people_ahead ? `${ahead}, ${formatWait(0, estimate.high_s)}` : ahead;
}

/** @param {any} ticket */
function sayState({ state, counter, for_counter }) {
  if (state === "waiting") return for_counter ? t("Chờ quầy {number} gọi", { number: for_counter }) : t("Đang chờ");
  if (state === "called") return t("Mời đến quầy {number}", { number: counter });
  if (state === "serving") return t("Đang phục vụ tại quầy {number}", { number: counter });
  /** @type {Record<string, string>} */
  const said = { parked: t("Đang tạm dừng"), finished: t("Đã hoàn thành"), no_show: t("Vắng mặt"), left: t("Đã rời đi"), incomplete: t("Chưa giải quyết xong trong ngày") };
  return said[state] ?? state;
}

/** What became of the paper. @param {{job: any, act: any}} props */
function Slip({ job, act }) {
  if (!job) return html`<p class="reception-slip"><${Icon} name="printer-x" />${t("Không có máy in: xin ghi lại số hoặc chụp mã QR.")}</p>`;
  if (job.state === "printed") return html`<p class="reception-slip"><${Icon} name="printer-check" />${t("Phiếu đã in ra")}</p>`;
  if (["queued", "printing"].includes(job.state) && !job.code) return html`<p class="reception-slip soft"><${Icon} name="printer" />${t("Đang in phiếu…")}</p>`;
  return html`<div class="notice notice-warning reception-slip"><${Icon} name="printer-x" /><div class="row row-apart gap-s">
    <p>${job.state === "unknown" ? t("Chưa rõ giấy đã ra hay chưa: xin xem tại máy in.") : t("Phiếu chưa in ra, xin xem máy in.")}</p>
    ${["failed", "unknown"].includes(job.state) && html`<button class="button button-small" type="button" onClick=${() => act("print", () => printAgain(job.id))}><${Icon} name="printer" />${t("In lại")}</button>`}
  </div></div>`;
}
