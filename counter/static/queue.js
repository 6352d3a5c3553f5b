/** Who waits for this counter's services, in order of arrival; a chosen one can be called before the others. */
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { t } from "layso/words.js";
import { sayMinutes, secondsSince, useNow } from "./clock.js";
import { priorityName, serviceName } from "./names.js";
import { waitingAt } from "./next_act.js";

/** @param {{desk: any, choose: ((row: any) => void)|null}} props  choose: null while no ticket can be called */
export function Queue({ desk, choose }) {
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  const now = useNow();
  const all = waitingAt(desk);
  const more = all - desk.queue.length;
  return html`<section class="card queue" aria-labelledby="queue-title">
    <div class="row row-apart">
      <h2 class="card-title" id="queue-title">${t("Đang chờ")} <span class="queue-count number">${all}</span></h2>
      <kbd class="key" title=${t("Phím Q: sang danh sách")}>Q</kbd>
    </div>
    <ul class="queue-services" role="list">
      ${Object.entries(desk.waiting).map(([code, count]) => html`<li key=${code} class=${count ? "" : "faint"}>${serviceName(code)} <strong class="number">${count}</strong></li>`)}
    </ul>
    ${all > 0 && html`<ol class="queue-list" role="list" data-queue ref=${list} onKeyDown=${(/** @type {KeyboardEvent} */ event) => move(event, list.current)}>
      ${desk.queue.map((/** @type {any} */ row) => html`<${Row} key=${row.id} row=${row} now=${now} choose=${choose} />`)}
    </ol>`}
    ${more > 0 && html`<p class="small soft">${t("và {n} phiếu nữa", { n: more })}</p>`}
    ${all === 0 && html`<p class="soft queue-empty">${t("Chưa có ai trong hàng chờ của quầy này.")}</p>`}
  </section>`;
}

/** @param {any} props */
function Row({ row, now, choose }) {
  const waited = secondsSince(row.queued_at, now);
  const long = waited >= boot.target_s * 2 ? "very" : waited >= boot.target_s ? "long" : "";
  const priority = priorityName(row.priority);
  return html`<li>
    <button class=${`queue-row ${long && `queue-${long}`}`} type="button" aria-disabled=${choose ? undefined : "true"}
      title=${choose ? t("Gọi số này") : t("Chỉ gọi được khi quầy mở và chưa có phiếu")} onClick=${() => choose?.(row)}>
      <span class="queue-number ticket-number">${row.number}</span>
      <span class="queue-what" title=${serviceName(row.service)}>${serviceName(row.service)}</span>
      <span class="queue-wait number">${long && html`<${Icon} name=${long === "very" ? "triangle-alert" : "clock"} label=${t("chờ lâu")} />`}${waited < 60 ? t("mới đến") : sayMinutes(waited)}</span>
      ${priority && html`<span class="queue-class"><${Icon} name="star" />${priority}</span>`}
    </button>
  </li>`;
}

/** Arrow keys walk the list. @param {KeyboardEvent} event @param {HTMLElement|null} list */
function move(event, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !list) return;
  event.preventDefault();
  const rows = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("button")]);
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
}

/** Bring the focus into the list. */
export const focusQueue = () => /** @type {HTMLElement|null} */ (document.querySelector("[data-queue] button"))?.focus();
