/** The official at the door: gives out numbers one after the other, leads people to free counters, looks tickets up. */
import { html } from "htm/preact";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { boot } from "layso/boot.js";
import { connect } from "layso/live.js";
import { OfflineStrip } from "layso/offline.js";
import { t } from "layso/words.js";
import { useLetters } from "./keys.js";
import { NoticeBox } from "./notices.js";
import { Counters } from "./reception_counters.js";
import { useDoing } from "./reception_doing.js";
import { Find } from "./reception_find.js";
import { Issue } from "./reception_issue.js";
import { find, place } from "./reception_orders.js";
import { useShown } from "./reception_shown.js";
import { Shown } from "./reception_ticket.js";

const KEPT = 6;

function useHall() {
  const [hall, setHall] = useState(boot.hall);
  const [live, setLive] = useState(/** @type {any} */ ({ online: true, offlineSince: null, refused: null }));
  useEffect(() => connect("/counter", { on: { snapshot: setHall, change: setHall }, onState: (state) => setLive({ ...state }) }).close, []);
  return { hall, live };
}

function Reception() {
  const { hall, live } = useHall();
  const { shown, show, refresh } = useShown(hall);
  const [recent, setRecent] = useState(/** @type {any[]} */ ([]));
  const [to, lead] = useState(/** @type {number|null} */ (null));
  const [letters, setLetters] = useLetters();
  const { act, doing, notice, hide } = useDoing(refresh);

  /** @param {import("./reception_orders.js").Order} order */
  async function give(order) {
    const given = await act("give", () => place(order));
    if (!given) return false;
    const { id, number, token = "" } = given;
    show({ id, number, token, done: order.to === null ? "" : "lead" });
    setRecent([{ id, number, token }, ...recent].slice(0, KEPT));
    lead(null);
    return true;
  }

  /** @param {string} number */
  async function seek(number) {
    const ticket = await act("find", () => find(number));
    const own = ticket && recent.find((one) => one.id === ticket.id);
    if (ticket) show({ id: ticket.id, number: ticket.number, token: own?.token ?? "", done: "" }, ticket);
    return Boolean(ticket);
  }

  return html`
    <${OfflineStrip} state=${live} />
    <${NoticeBox} notice=${notice} close=${notice && hide} />
    <div class="reception">
      <${Issue} hall=${hall} to=${to} lead=${lead} give=${give} busy=${doing === "give"} />
      <div class="reception-side">
        <${Shown} key=${shown?.id} shown=${shown} hall=${hall} act=${act} show=${show} />
        <${Find} seek=${seek} recent=${recent} show=${show} shown=${shown} />
      </div>
      <${Counters} counters=${hall.counters} to=${to} lead=${lead} />
    </div>
    <label class="choice reception-keys"><input type="checkbox" checked=${letters} onChange=${(/** @type {any} */ event) => setLetters(event.target.checked)} />
      ${t("Dùng phím tắt một chữ cái trên máy này")}</label>`;
}

render(html`<${Reception} />`, /** @type {HTMLElement} */ (document.getElementById("reception")));
