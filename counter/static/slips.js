/** Slips that need somebody: what is wrong with which printer, in plain words, and what staff can do about it. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { t, tn } from "layso/words.js";
import { printerName } from "./names.js";

const SHOWN = 3;

/** @returns {Record<string, string>} */
const troubles = () => ({
  paper_out: t("Hết giấy"),
  cover_open: t("Nắp máy in đang mở"),
  cutter_error: t("Dao cắt giấy bị kẹt"),
  printer_error: t("Máy in báo lỗi"),
  offline: t("Máy in ngoại tuyến"),
  no_answer: t("Máy in không trả lời"),
  no_receipt: t("Máy in không xác nhận đã in"),
  unreachable: t("Không kết nối được máy in"),
  connection_lost: t("Mất kết nối với máy in"),
  send_timeout: t("Máy in nhận dữ liệu quá chậm"),
  interrupted: t("Máy chủ khởi động lại khi đang in"),
  cannot_write: t("Không ghi được ra máy in"),
  too_late: t("Phiếu đã chờ in quá lâu"),
  press_down: t("Bộ phận in đang khởi động lại"),
});

/** @param {string} code */
const sayTrouble = (code) => troubles()[code] || t("Máy in gặp sự cố ({code})", { code });

/** @param {string} state */
function sayAdvice(state) {
  if (state === "unknown") return t("Chưa rõ giấy đã ra hay chưa: xin xem tại máy in.");
  return t("Giấy chưa ra. Khắc phục máy in rồi bấm In lại.");
}

/** @param {{slips: any[], printers: any[], acts: any, held: boolean}} props */
export function Slips({ slips, printers, acts, held }) {
  if (!slips.length && !printers.length) return null;
  return html`<section class="slips" aria-label=${t("Máy in và phiếu in cần xử lý")}>
    ${printers.map((printer) => html`<${Printer} key=${`printer-${printer.id}`} printer=${printer} />`)}
    ${slips.slice(0, SHOWN).map((slip) => html`<${Slip} key=${slip.id} slip=${slip} acts=${acts} held=${held} />`)}
    ${slips.length > SHOWN && html`<p class="small soft">${t("và {n} phiếu in khác cần xử lý", { n: slips.length - SHOWN })}</p>`}
  </section>`;
}

/** A printer that prints nothing at the moment. @param {{printer: any}} props */
const Printer = ({ printer }) => html`<div class="notice notice-danger slip" role="status" data-printer=${printer.id}>
  <${Icon} name="printer-x" />
  <p><strong>${sayTrouble(printer.code)}, ${printerName(printer.id)}.</strong> ${printer.queued
    ? tn("{n} phiếu đang chờ, sẽ tự in khi máy in hoạt động lại.", printer.queued)
    : t("Xin kiểm tra máy in.")}</p>
</div>`;

/** @param {{slip: any, acts: any, held: boolean}} props */
function Slip({ slip, acts, held }) {
  const what = slip.kind === "receipt" ? t("Giấy hẹn của phiếu {number}", { number: slip.number }) : t("Phiếu {number}", { number: slip.number });
  return html`<div class="notice notice-warning slip" role="status" data-slip=${slip.id}>
    <${Icon} name="printer-x" />
    <div class="slip-line">
      <p class="grow"><strong>${sayTrouble(slip.code)}, ${printerName(slip.printer)}.</strong> ${what}. ${sayAdvice(slip.state)}</p>
      <div class="row gap-s">
        <button class="button button-small" type="button" aria-disabled=${held ? "true" : undefined} onClick=${() => held || acts.reprint(slip.id)}
          aria-label=${t("In lại: {what}", { what })}><${Icon} name="printer" />${t("In lại")}</button>
        <button class="button button-small" type="button" aria-disabled=${held ? "true" : undefined} onClick=${() => held || acts.account(slip.id)}
          aria-label=${t("Đã có giấy: {what}", { what })}><${Icon} name="check" />${t("Đã có giấy")}</button>
      </div>
    </div>
  </div>`;
}
