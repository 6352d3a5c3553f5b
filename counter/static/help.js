/** The "?" dialog: every key of the desk in one list, and the switch for single letters. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "layso/words.js";

const list = () => [
  ["N", "F2", t("Gọi số tiếp theo")],
  ["R", "", t("Gọi lại phiếu đang gọi")],
  ["S", "", t("Bắt đầu phục vụ")],
  ["E", "", t("Hoàn thành")],
  ["V", "", t("Báo vắng (có hỏi lại)")],
  ["D", "", t("Nhập hồ sơ")],
  ["I", "", t("In giấy hẹn")],
  ["Q", "", t("Sang danh sách chờ; ↑ ↓ để chọn, Enter để gọi số đó")],
  ["P", "", t("Tạm nghỉ hoặc mở lại quầy")],
  ["Enter", "", t("Làm việc của nút đang được chọn; trong ô nhập: lưu hồ sơ")],
  ["Esc", "", t("Ra khỏi ô nhập, về nút chính")],
  ["?", "", t("Mở bảng phím tắt này")],
];

/** @param {{letters: boolean, setLetters: (on: boolean) => void, onClose: () => void}} props */
export function Help({ letters, setLetters, onClose }) {
  const dialog = useRef(/** @type {HTMLDialogElement|null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  return html`<dialog class="dialog" ref=${dialog} aria-labelledby="help-title" onClose=${onClose}>
    <h2 class="dialog-title" id="help-title">${t("Phím tắt")}</h2>
    <p class="dialog-text">${t("Phím tắt không có tác dụng khi đang gõ trong ô nhập.")}</p>
    <dl class="keys help-keys">
      ${list().map(([key, also, words]) => html`
        <dt><kbd class="key">${key}</kbd>${also && html` <kbd class="key">${also}</kbd>`}</dt><dd>${words}</dd>`)}
    </dl>
    <label class="choice">
      <input type="checkbox" checked=${letters} onChange=${(/** @type {any} */ event) => setLetters(event.target.checked)} />
      ${t("Dùng phím tắt một chữ cái trên máy này")}
    </label>
    <div class="dialog-acts">
      <button class="button button-primary" type="button" autofocus onClick=${() => dialog.current?.close()}>${t("Đóng")}</button>
    </div>
  </dialog>`;
}
