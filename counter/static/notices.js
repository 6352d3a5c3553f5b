/** What a desk says besides its work: refusals, lost sessions, a counter that is taken. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "layso/icon.js";
import { t } from "layso/words.js";
import { clerkName } from "./names.js";

/** @type {Record<string, string>} */
const ICONS = { "": "info", success: "bell-ring", warning: "triangle-alert", danger: "circle-alert" };

/** @param {{notice: import("./refusals.js").Notice|null, close: (() => void)|null}} props */
export function NoticeBox({ notice, close }) {
  return html`<div aria-live="polite">${notice && html`
    <div class=${`notice ${notice.kind && `notice-${notice.kind}`}`} data-notice>
      <${Icon} name=${ICONS[notice.kind]} />
      <div class="notice-line">
        <p class="grow"><strong>${notice.title}.</strong> ${notice.text}</p>
        ${notice.link && html`<a class="button button-small" href=${notice.link.href}>${notice.link.words}</a>`}
        ${close && html`<button class="button button-small button-quiet" type="button" aria-label=${t("Ẩn thông báo")} onClick=${close}><${Icon} name="x" /></button>`}
      </div>
    </div>`}</div>`;
}

/** Why the server does not show the desk; a lost session leads to the login page and back here. @param {{refusal: any}} props */
export function Lost({ refusal }) {
  const signedOut = refusal.status === 401;
  const link = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => link.current?.focus(), [signedOut]);
  const back = `/login?next=${encodeURIComponent(location.pathname)}`;
  return html`<div class="notice notice-danger" role="alert" data-lost>
    <${Icon} name=${signedOut ? "log-in" : "circle-alert"} />
    <div class="notice-line">
      <p class="grow"><strong>${signedOut ? t("Phiên làm việc đã hết") : refusal.title}.</strong> ${signedOut
        ? t("Xin đăng nhập lại; phiếu và bản nháp hồ sơ vẫn còn ở quầy này.")
        : t("{detail} Màn hình đang tự thử lại.", { detail: refusal.detail })}</p>
      ${signedOut && html`<a class="button button-primary" ref=${link} href=${back}><${Icon} name="log-in" />${t("Đăng nhập lại")}</a>`}
    </div>
  </div>`;
}

/** @param {{counter: any}} props */
export function Taken({ counter }) {
  const link = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => link.current?.focus(), []);
  return html`<section class="card taken" role="alert">
    <${Icon} name="user-x" large />
    <h2>${t("Quầy {number} đang có cán bộ khác", { number: counter.number })}</h2>
    <p class="lead">${t("{clerk} đang ngồi tại quầy này. Khi cán bộ ấy đóng quầy, trang này tự mở ra.", { clerk: clerkName(counter.clerk) })}</p>
    <a class="button button-primary button-large" ref=${link} href="/counter?other">${t("Chọn quầy khác")}</a>
  </section>`;
}
