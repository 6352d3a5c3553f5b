/** The top of the board: whose hall this is, and the time at the centre. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { boot } from "layso/boot.js";
import { formatDay, formatTime } from "layso/words.js";
import { Both } from "./both.js";
import { centreTime } from "./centre_time.js";

export const Head = () => html`<header class="head">
  <${Both} class="head-centre" say=${boot.centre} />
  ${boot.zone_name && html`<${Both} class="head-zone" say=${boot.zone_name} />`}
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
