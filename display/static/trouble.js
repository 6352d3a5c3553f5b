/** What is wrong, told calmly: no news from the server, or a screen that is not admitted. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { Icon } from "layso/icon.js";
import { useOffline } from "layso/offline.js";
import { formatTime } from "layso/words.js";
import { Both, t } from "./both.js";
import { centreTime } from "./centre_time.js";

/** A dead line is noticed up to 10 s late (ping every 5 s, answer within 5 s), so 20 s after that are 30 s at the most. */
const STALE_AFTER_MS = 20000;

/** True once what the board shows is too old to be believed. @param {any} link */
export function useStale({ online, offlineSince }) {
  const [stale, setStale] = useState(false);
  useEffect(() => {
    if (online) return setStale(false);
    const timer = setTimeout(() => setStale(true), Math.max(0, (offlineSince ?? Date.now()) + STALE_AFTER_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [online, offlineSince]);
  return stale && !online;
}

/** @param {{link: any, stale: boolean}} props */
export function Trouble({ link, stale }) {
  const offline = useOffline(link);
  if (offline && link.refused) return html`<${Card} icon="shield" title=${t("Màn hình này chưa được kết nạp")}
    text=${t("Xin báo cán bộ ghép nối lại màn hình.")} />`;
  if (offline && stale) return html`<${Card} icon="wifi-off" title=${t("Bảng gọi số tạm dừng từ {time}", { time: lastNews(link) })}
    text=${t("Xin ông/bà nghe cán bộ gọi số. Bảng sẽ tự hoạt động lại.")} />`;
  return offline && html`<p class="trouble" role="status"><${Icon} name="wifi-off" />
    <${Both} say=${t("Mất kết nối, đang tự kết nối lại. Tin mới nhất lúc {time}.", { time: lastNews(link) })} /></p>`;
}

/** @param {any} link */
const lastNews = ({ offlineSince }) => formatTime(centreTime(Date.now() - (offlineSince ?? Date.now())));

/** @param {{icon: string, title: import("./both.js").Both, text: import("./both.js").Both}} props */
const Card = ({ icon, title, text }) => html`<div class="overlay" role="alert"><div class="overlay-card">
  <${Icon} name=${icon} />
  <p class="overlay-title"><${Both} say=${title} /></p>
  <p class="overlay-text"><${Both} say=${text} /></p>
</div></div>`;
