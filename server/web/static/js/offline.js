/** Says calmly that the server cannot be reached; appears after two seconds and goes away by itself. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "./icon.js";
import { t } from "./words.js";

const PATIENCE_MS = 2000;

/**
 * True when offline for longer than the patience; false at once when back online.
 * @param {{online: boolean, offlineSince: number|null}} state  of live.js
 */
export function useOffline({ online, offlineSince }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (online) return setShown(false);
    const left = Math.max(0, (offlineSince ?? Date.now()) + PATIENCE_MS - Date.now());
    const timer = setTimeout(() => setShown(true), left);
    return () => clearTimeout(timer);
  }, [online, offlineSince]);
  return shown && !online;
}

/**
 * Covers the screen while it cannot tell the truth (kiosk, display).
 * @param {{state: import("./live.js").LiveState, title?: string, text?: string}} props
 */
export function OfflineOverlay({ state, title = t("Mất kết nối với máy chủ"), text = t("Màn hình sẽ tự hoạt động lại. Xin ông/bà chờ một lát.") }) {
  if (!useOffline(state)) return null;
  return html`<div class="overlay" role="alert">
    <div class="overlay-card">
      <${Icon} name="wifi-off" />
      <p class="overlay-title">${title}</p>
      <p class="overlay-text">${text}</p>
    </div>
  </div>`;
}

/**
 * A strip at the top for screens that stay readable offline (counter, phone, manager).
 * @param {{state: import("./live.js").LiveState, text?: string}} props
 */
export function OfflineStrip({ state, text = t("Mất kết nối, đang tự kết nối lại. Số liệu có thể đã cũ.") }) {
  if (!useOffline(state)) return null;
  return html`<div class="offline-strip" role="status"><${Icon} name="wifi-off" /><span>${text}</span></div>`;
}
