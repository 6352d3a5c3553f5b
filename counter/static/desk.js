/** The desk's page: puts the parts together. What its buttons and keys do is desk_acts.js. */
import { html } from "htm/preact";
import { render } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { boot } from "layso/boot.js";
import { OfflineStrip, useOffline } from "layso/offline.js";
import { t } from "layso/words.js";
import { commandsOf, useActs } from "./acts.js";
import { useArrival } from "./arrival.js";
import { BarActs, useLeaving } from "./bar.js";
import { actsOf } from "./desk_acts.js";
import { Dossiers } from "./dossiers.js";
import { Help } from "./help.js";
import { keysOf } from "./key_table.js";
import { useKeys, useLetters } from "./keys.js";
import { Between } from "./last.js";
import { isMine } from "./next_act.js";
import { Lost, NoticeBox, Taken } from "./notices.js";
import { Now } from "./now.js";
import { focusQueue, Queue } from "./queue.js";
import { Slips } from "./slips.js";
import { useDesk } from "./truth.js";

/** Which list is shown beside the ticket, and how a key leads into it. */
function useLists() {
  const [shown, setShown] = useState({ list: /** @type {import("./queue.js").List} */ ("waiting"), entered: 0 });
  useLayoutEffect(() => void (shown.entered && focusQueue()), [shown.entered]);
  return {
    list: shown.list,
    show: (/** @type {import("./queue.js").List} */ list) => setShown({ list, entered: 0 }),
    enter: (/** @type {import("./queue.js").List} */ list) => setShown({ list, entered: shown.entered + 1 }),
  };
}

/** @param {any} props */
function Desk({ truth, refresh }) {
  const { desk, more, hall, refusal, live } = truth;
  const offline = useOffline(live);
  const blocked = offline || refusal !== null;
  const { run, busy, notice, setNotice } = useActs(refresh, blocked);
  const [last, setLast] = useState(/** @type {import("./last.js").Last|null} */ (null));
  const [helping, setHelping] = useState(false);
  const [letters, setLetters] = useLetters();
  const lists = useLists();
  const dirty = useRef(false);
  const mine = isMine(desk, boot.me);
  const { ticket } = desk;
  const acts = actsOf({ desk, more, hall, commands: commandsOf(desk.counter.number, run), setNotice, setLast, dirty });
  const help = () => setHelping(true);
  const free = !ticket && desk.counter.status === "open";

  useKeys(mine ? keysOf(desk, acts, { help, show: lists.enter }) : { "?": help });
  useLeaving(desk, mine, setNotice);
  const arrived = useArrival(desk, free && mine);
  useEffect(() => {
    const bar = document.getElementById("desk-acts");
    if (bar) render(html`<${BarActs} desk=${desk} mine=${mine} held=${blocked || busy !== ""} acts=${acts} help=${help} />`, bar);
  });
  if (!mine) return html`<${Taken} counter=${desk.counter} />`;
  return html`
    <${OfflineStrip} state=${live} text=${t("Mất kết nối với máy chủ. Các nút tạm khóa; chữ đã gõ vẫn còn. Màn hình tự kết nối lại.")} />
    ${refusal && html`<${Lost} refusal=${refusal} />`}
    <${Slips} slips=${(hall?.slips ?? []).filter(isTrouble)} printers=${more.printers} acts=${acts} held=${blocked || busy !== ""} />
    <${NoticeBox} notice=${notice} close=${notice && (() => setNotice(null))} />
    <div class="desk-columns" onKeyDown=${toPrimary}>
      <${Now} desk=${desk} more=${more} arrived=${arrived} busy=${busy} blocked=${blocked} acts=${acts} />
      ${ticket
        ? html`<${Dossiers} desk=${desk} more=${more} busy=${busy} blocked=${blocked} acts=${acts} run=${run} onDirty=${(/** @type {boolean} */ is) => { dirty.current = is; }} />`
        : html`<${Between} last=${last} />`}
      <${Queue} desk=${desk} list=${lists.list} show=${lists.show} acts=${acts} blocked=${blocked} />
    </div>
    ${helping && html`<${Help} letters=${letters} setLetters=${setLetters} onClose=${() => setHelping(false)} />`}`;
}

/** Slips that only wait are told of by their printer. @param {any} slip */
const isTrouble = (slip) => slip.state === "failed" || slip.state === "unknown";

/** Esc leads out of a field. @param {KeyboardEvent} event */
function toPrimary(event) {
  if (event.key === "Escape" && !event.defaultPrevented) /** @type {HTMLElement|null} */ (document.querySelector("[data-primary]"))?.focus();
}

function Page() {
  const [truth, refresh] = useDesk(boot.number);
  if (truth?.desk) return html`<${Desk} truth=${truth} refresh=${refresh} />`;
  return truth?.refusal ? html`<${Lost} refusal=${truth.refusal} />` : html`<p class="soft" role="status">${t("Đang lấy dữ liệu của quầy…")}</p>`;
}

render(html`<${Page} />`, /** @type {HTMLElement} */ (document.getElementById("desk")));
