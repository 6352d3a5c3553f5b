/** Who is not at the counter: those who wait, those set aside, those missed; one list at a time, each row leads to its acts. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { boot } from "layso/boot.js";
import { t } from "layso/words.js";
import { useNow } from "./clock.js";
import { serviceName } from "./names.js";
import { waitingAt } from "./next_act.js";
import { MissedRow, ParkedRow, WaitingRow } from "./queue_rows.js";

/** @typedef {"waiting"|"parked"|"missed"} List */

/** The rows of each list, whoever may act on them first. @param {any} desk @param {number} now @returns {Record<List, any[]>} */
const rowsOf = (desk, now) => ({
  waiting: desk.queue,
  parked: [...desk.parked].sort((a, b) => Number(b.clerk === boot.me) - Number(a.clerk === boot.me)),
  missed: desk.missed.filter((/** @type {any} */ row) => Date.parse(row.until) > now),
});

/** @param {{desk: any, list: List, show: (list: List) => void, acts: any, blocked: boolean}} props */
export function Queue({ desk, list, show, acts, blocked }) {
  const now = useNow();
  const rows = rowsOf(desk, now);
  const own = rows.parked.filter((row) => row.clerk === boot.me).length;
  const choose = blocked ? null : acts[list];
  return html`<section class="card queue" aria-label=${t("Các hàng chờ")}>
    <div class="queue-tabs" role="tablist" aria-label=${t("Các hàng chờ")} onKeyDown=${walkTabs}>
      <${Tab} name="waiting" letter="Q" words=${t("Chờ")} count=${waitingAt(desk)} list=${list} show=${show} />
      <${Tab} name="parked" letter="B" words=${t("Tạm dừng")} count=${own} list=${list} show=${show} />
      <${Tab} name="missed" letter="M" words=${t("Vắng")} count=${rows.missed.length} list=${list} show=${show} />
    </div>
    <div class="queue-panel" role="tabpanel" id="queue-panel" aria-labelledby=${`tab-${list}`}>
      ${list === "waiting" && html`<${Services} desk=${desk} />`}
      <${Rows} list=${list} rows=${rows[list]} now=${now} choose=${choose} />
      ${list === "waiting" && waitingAt(desk) > desk.queue.length && html`<p class="small soft">${t("và {n} phiếu nữa", { n: waitingAt(desk) - desk.queue.length })}</p>`}
    </div>
  </section>`;
}

/** @param {{name: List, letter: string, words: string, count: number, list: List, show: (list: List) => void}} props */
const Tab = ({ name, letter, words, count, list, show }) => html`
  <button class="queue-tab" type="button" role="tab" id=${`tab-${name}`} aria-selected=${name === list ? "true" : "false"} aria-controls="queue-panel" aria-keyshortcuts=${letter}
    tabindex=${name === list ? 0 : -1} onClick=${() => show(name)}>${words} <strong class="number">${count}</strong><kbd class="key">${letter}</kbd></button>`;

/** @param {KeyboardEvent} event */
function walkTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const tabs = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".queue-tab")]);
  const next = tabs[(tabs.indexOf(/** @type {HTMLElement} */ (event.target)) + step + tabs.length) % tabs.length];
  next?.focus();
  next?.click();
}

/** @param {{desk: any}} props */
const Services = ({ desk }) => html`<ul class="queue-services" role="list">
  ${Object.entries(desk.waiting).map(([code, count]) => html`<li key=${code} class=${count ? "" : "faint"}>${serviceName(code)} <strong class="number">${count}</strong></li>`)}
</ul>`;

/** @returns {Record<List, string>} */
const empty = () => ({
  waiting: t("Chưa có ai trong hàng chờ của quầy này."),
  parked: t("Không có phiếu nào để riêng."),
  missed: t("Không có ai vắng còn nhận lại được."),
});

const ROWS = { waiting: WaitingRow, parked: ParkedRow, missed: MissedRow };

/** @param {{list: List, rows: any[], now: number, choose: ((row: any) => void)|null}} props */
function Rows({ list, rows, now, choose }) {
  const element = useRef(/** @type {HTMLElement|null} */ (null));
  const at = useRef(-1); // which row had the focus: when it goes, its neighbour takes it
  useEffect(() => {
    if (at.current < 0 || document.activeElement !== document.body) return;
    const buttons = element.current?.querySelectorAll("button");
    /** @type {HTMLElement|undefined} */ (buttons?.[Math.min(at.current, buttons.length - 1)] ?? document.querySelector("[data-primary]"))?.focus();
  }, [rows]);
  if (!rows.length) return html`<p class="soft queue-empty">${empty()[list]}</p>`;
  const Row = ROWS[list];
  return html`<ol class="queue-list" role="list" data-queue=${list} ref=${element} onKeyDown=${(/** @type {KeyboardEvent} */ event) => walkRows(event, element.current)}
    onFocusIn=${(/** @type {any} */ event) => { at.current = buttonsOf(element.current).indexOf(event.target); }} onFocusOut=${(/** @type {any} */ event) => { if (event.relatedTarget) at.current = -1; }}>
    ${rows.map((row) => html`<${Row} key=${row.id} row=${row} now=${now} choose=${choose} />`)}
  </ol>`;
}

/** @param {HTMLElement|null} list */
const buttonsOf = (list) => /** @type {HTMLElement[]} */ ([...(list?.querySelectorAll("button") ?? [])]);

const TYPED_TOGETHER_MS = 900;
let [typed, typedAt] = ["", 0];

/** Arrow keys walk the list, the digits of a number lead to it. @param {KeyboardEvent} event @param {HTMLElement|null} list */
function walkRows(event, list) {
  const rows = buttonsOf(list);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step))]?.focus();
  } else if (/^\d$/.test(event.key)) {
    typed = Date.now() - typedAt < TYPED_TOGETHER_MS ? typed + event.key : event.key;
    typedAt = Date.now();
    const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + (typed.length === 1 ? 1 : 0);
    [...rows.slice(at), ...rows.slice(0, at)].find((row) => Number(row.dataset.number?.replace(/\D/g, "")) === Number(typed))?.focus();
  }
}

/** Bring the focus into the list that is shown, or to its tab while it is empty. */
export const focusQueue = () => /** @type {HTMLElement|null} */ (document.querySelector("[data-queue] button") ?? document.querySelector('.queue-tab[aria-selected="true"]'))?.focus();
