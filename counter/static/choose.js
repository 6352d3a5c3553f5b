/** Take a counter: who sits where, live; the one used last comes first and one Enter takes it. */
import { html } from "htm/preact";
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "layso/api.js";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { connect } from "layso/live.js";
import { OfflineStrip } from "layso/offline.js";
import { pick, t } from "layso/words.js";
import { noticeOf } from "./refusals.js";
import { clerkName, serviceName } from "./names.js";
import { NoticeBox } from "./notices.js";

const TYPED_TOGETHER_MS = 700;
const isFree = (/** @type {any} */ counter) => counter.clerk === null || counter.clerk === boot.me;

/** The one used last first, then by number. @param {any[]} counters */
const inOrder = (counters) =>
  [...counters].sort((a, b) => Number(b.number === boot.last) - Number(a.number === boot.last) || a.number - b.number);

/** Typing "3" or "10" goes to that counter, arrows walk. @param {import("preact").RefObject<HTMLElement>} list */
function useWalking(list) {
  useEffect(() => {
    let [typed, typedAt] = ["", 0];
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const rows = /** @type {HTMLElement[]} */ ([...(list.current?.querySelectorAll("button") ?? [])]);
      const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
      if (step) {
        event.preventDefault();
        rows[(rows.indexOf(/** @type {HTMLElement} */ (document.activeElement)) + step + rows.length) % rows.length]?.focus();
      } else if (/^\d$/.test(event.key)) {
        typed = Date.now() - typedAt < TYPED_TOGETHER_MS ? typed + event.key : event.key;
        typedAt = Date.now();
        rows.find((row) => row.dataset.number === typed)?.focus();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function Choose() {
  const [counters, setCounters] = useState(boot.counters);
  const [live, setLive] = useState({ online: false, offlineSince: Date.now(), refused: null });
  const [notice, setNotice] = useState(/** @type {any} */ (null));
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  useWalking(list);
  useEffect(() => {
    const hear = (/** @type {any} */ hall) => setCounters(hall.counters);
    const socket = connect("/counter", { on: { snapshot: hear, change: hear }, onState: (state) => setLive({ ...state }) });
    /** @type {HTMLElement|null|undefined} */ (list.current?.querySelector("button:not([aria-disabled])"))?.focus();
    return socket.close;
  }, []);

  /** @param {any} counter */
  async function take(counter) {
    try {
      await api("POST", `/api/v1/counters/${counter.number}/open`);
      location.assign(`/counter/${counter.number}`);
    } catch (error) {
      const said = noticeOf(error);
      if (said) setNotice({ ...said, link: undefined });
      else location.assign("/login?next=/counter");
    }
  }
  return html`
    <${OfflineStrip} state=${live} />
    <div class="page-head"><div>
      <h1>${t("Chọn quầy làm việc")}</h1>
      <p class="lead">${t("Nhấn Enter để ngồi vào quầy đang chọn; phím mũi tên hoặc số quầy để chọn quầy khác.")}</p>
    </div></div>
    <${NoticeBox} notice=${notice} close=${notice && (() => setNotice(null))} />
    <ol class="seats" role="list" ref=${list}>${inOrder(counters).map((counter) => html`<${Seat} key=${counter.number} counter=${counter} take=${take} />`)}</ol>`;
}

/** @param {{counter: any, take: (counter: any) => void}} props */
function Seat({ counter, take }) {
  const free = isFree(counter);
  return html`<li><button class="seat" type="button" data-number=${counter.number} aria-disabled=${free ? undefined : "true"} onClick=${() => free && take(counter)}>
    <span class="seat-number number" aria-label=${t("Quầy {number}", { number: counter.number })}>${counter.number}</span>
    <span class="seat-what"><strong>${pick(counter.name)}</strong><span class="soft small">${counter.services.map(serviceName).join(" · ")}</span></span>
    <${Sitter} counter=${counter} free=${free} />
  </button></li>`;
}

/** @param {{counter: any, free: boolean}} props */
function Sitter({ counter, free }) {
  if (!free) return html`<span class="badge badge-quiet"><${Icon} name="user" />${clerkName(counter.clerk)}</span>`;
  if (counter.clerk === boot.me) return html`<span class="badge badge-success"><${Icon} name="user-check" />${counter.ticket ? t("Đang nhận, còn phiếu {number}", { number: counter.ticket.number }) : t("Đang nhận")}</span>`;
  return html`<span class="badge badge-success"><${Icon} name="circle-check" />${counter.number === boot.last ? t("Trống, quầy lần trước") : t("Trống")}</span>`;
}

render(html`<${Choose} />`, /** @type {HTMLElement} */ (document.getElementById("choose")));
