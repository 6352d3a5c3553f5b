/** The top of the board: whose hall this is, and the time at the centre. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { formatDay, formatTime } from "layso/words.js";
import { Both, t } from "./both.js";
import { centreTime } from "./centre_time.js";

/** @param {{sound: string, wake: () => void}} props */
export const Head = ({ sound, wake }) => html`<header class="head">
  <${Both} class="head-centre" say=${boot.centre} />
  ${boot.zone_name && html`<${Both} class="head-zone" say=${boot.zone_name} />`}
  ${sound === "blocked" && html`<button class="silent" type="button" onClick=${wake}>
    <${Icon} name="volume-x" /><${Both} say=${t("Âm thanh đang tắt – chạm để bật")} /></button>`}
  <${Clock} />
</header>`;

function Clock() {
  const [now, setNow] = useState(centreTime);
  useEffect(() => {
    const timer = setInterval(() => setNow(centreTime()), 1000);
    return () => clearInterval(timer);
  }, []);
  const weekday = now.toLocaleDateString("en-GB", { weekday: "long" });
  return html`<div class="head-time">
    <${Both} class="head-day" say=${{ vi: capital(formatDay(now)), en: weekday }} />
    <time class="head-clock number">${formatTime(now)}</time>
  </div>`;
}

const capital = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);
