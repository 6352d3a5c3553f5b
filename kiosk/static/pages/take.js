/** The ticket: the number huge, the paper coming out; or, when there is no paper, the number to keep and a code to photograph. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { formatWait, pick, t, tn } from "layso/words.js";
import { useState } from "preact/hooks";
import { Acts, Heading } from "../frame.js";
import { Ring, useCountdown } from "../ring.js";
import { sayAdvice, sayTrouble, useSlip } from "../slip.js";

const SECONDS = { printing: null, printed: 8, trouble: 45 };

/** @param {{ticket: import("../flow.js").Ticket, service: import("../flow.js").Service, slips: any[], onDone: () => void}} props */
export function Take({ ticket, service, slips, onDone }) {
  const slip = useSlip(ticket, slips);
  const [touched, setTouched] = useState(0);
  const total = SECONDS[slip.state];
  const left = useCountdown(total, touched, onDone);
  const hasTrouble = slip.state === "trouble";
  return html`<main class="kiosk-main take" data-slip=${slip.state} onPointerDown=${() => hasTrouble && setTouched(touched + 1)}>
    <${Heading}>${hasTrouble && html`<${Icon} name="printer-x" /> `}${titleOf(slip)}</${Heading}>
    <div class="take-paper">
      <div class="take-slot"></div>
      <div class="take-sheet">
        <p class="take-service">${pick(service.name)}</p>
        <p class="take-number" style=${{ "--length": ticket.number.length }}>${ticket.number}</p>
        <${Facts} ticket=${ticket} />
      </div>
    </div>
    <div class="take-keep" hidden=${!hasTrouble}>
      <img class="take-code" src=${`/kiosk/qr/${ticket.token}.svg`} alt=${t("Mã QR của phiếu {number}", { number: ticket.number })}
        onError=${(/** @type {Event} */ event) => event.target instanceof Element && event.target.remove()} draggable="false" />
      <p class="take-advice">${sayAdvice(slip.code, ticket.number)}</p>
    </div>
  </main>
  <footer class="kiosk-acts kiosk-acts-end">
    <button class="button button-primary button-large" type="button" onClick=${onDone}>
      ${total === null ? html`<${Icon} name="check" />` : html`<${Ring} left=${left} total=${total} />`} ${t("Xong")}
    </button>
  </footer>`;
}

/** @param {import("../slip.js").Slip} slip */
function titleOf(slip) {
  if (slip.state === "printing") return t("Đang in phiếu của ông/bà");
  return slip.state === "printed" ? t("Mời ông/bà lấy phiếu") : sayTrouble(slip.code);
}

/** @param {{ticket: import("../flow.js").Ticket}} props */
function Facts({ ticket: { people_ahead: ahead, estimate, serves_again: again } }) {
  return html`<p class="take-ahead">${ahead ? tn("Còn {n} người trước ông/bà", ahead) : t("Chưa có ai chờ trước ông/bà")}</p>
    ${again && html`<p class="take-wait">${t("Phục vụ lại từ {time}", { time: again })}</p>`}
    ${estimate && html`<p class="take-wait">${t("Dự kiến chờ {span}", { span: formatWait(estimate.low_s, estimate.high_s) })}</p>`}`;
}

/** While the server has not answered. @param {{service: import("../flow.js").Service}} props */
export function Wait({ service }) {
  return html`<main class="kiosk-main notice-page">
    <${Icon} name="ticket" />
    <${Heading}>${t("Đang lấy số…")}</${Heading}>
    <p>${pick(service.name)}</p>
  </main>`;
}

/** A refusal in plain words. @param {{title: string, text: string, onBack: () => void}} props */
export function Notice({ title, text, onBack }) {
  return html`<main class="kiosk-main notice-page">
    <${Icon} name="info" />
    <${Heading}>${title}</${Heading}>
    <p>${text}</p>
  </main>
  <${Acts} onBack=${onBack} label=${t("Về trang đầu")} icon="house" />`;
}
