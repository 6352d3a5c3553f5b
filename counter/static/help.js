/** The "?" dialog: every key of the desk in one list, and the switch for single letters. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "layso/words.js";

const list = () => [
  ["N", "F2", t("Gọi số tiếp theo; khi đang phục vụ: hoàn thành và gọi tiếp")],
  ["S", "", t("Bắt đầu phục vụ")],
  ["E", "", t("Hoàn thành, chưa gọi ai")],
  ["R", "", t("Gọi lại phiếu đang gọi")],
  ["V", "", t("Báo vắng (có hỏi lại)")],
  ["X", "", t("Xếp lại vào hàng, sau vài người hoặc cuối hàng")],
  ["K", "", t("Tạm dừng phiếu, có lý do")],
  ["T", "", t("Chuyển sang lĩnh vực, quầy hoặc cán bộ khác")],
  ["W", "", t("Phục vụ trực tiếp người chưa có số")],
  ["Z", "Ctrl+Z", t("Hoàn tác việc vừa làm, trong 10 giây")],
  ["D", "", t("Nhập hồ sơ")],
  ["I", "", t("In giấy hẹn")],
  ["Q", "", t("Sang hàng chờ: ↑ ↓ hoặc gõ số để chọn, Enter để xem việc làm được")],
  ["B", "", t("Sang các phiếu tạm dừng: tiếp tục hoặc gọi lại quầy")],
  ["M", "", t("Sang các phiếu vắng: nhận lại")],
  ["P", "", t("Tạm nghỉ hoặc mở lại quầy")],
  ["1–9", "", t("Trong hộp chọn: lấy mục mang số hoặc chữ đó")],
  ["Enter", "", t("Làm việc của nút đang được chọn; trong ô nhập: lưu hồ sơ")],
  ["Esc", "", t("Đóng hộp chọn; ra khỏi ô nhập, về nút chính")],
  ["?", "", t("Mở bảng phím tắt này")],
];

/** @param {{letters: boolean, setLetters: (on: boolean) => void, onClose: () => void}} props */
export function Help({ letters, setLetters, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement|null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  return html`<dialog class="dialog ask-wide" ref=${dialog} aria-labelledby="help-title" onClose=${onClose}>
    <h2 class="dialog-title" id="help-title">${t("Phím tắt")}</h2>
    <p class="dialog-text">${t("Phím tắt không có tác dụng khi đang gõ trong ô nhập.")}</p>
    <dl class="help-keys">
      ${list().map(([key, also, words]) => html`<div>
        <dt><kbd class="key">${key}</kbd>${also && html` <kbd class="key">${also}</kbd>`}</dt><dd>${words}</dd></div>`)}
    </dl>
    <label class="choice">
      <input type="checkbox" checked=${letters} onChange=${(/** @type {any} */ event) => setLetters(event.target.checked)} />
      ${t("Dùng phím tắt một chữ cái hoặc chữ số trên máy này")}
    </label>
    <div class="dialog-acts">
      <button class="button button-primary" type="button" autofocus onClick=${() => dialog.current?.close()}>${t("Đóng")}</button>
    </div>
  </dialog>`;
}
