/** The lesser acts of the moment, below the big button; each keeps its place while a ticket is at the counter. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { t } from "layso/words.js";
import { useNow } from "./clock.js";
import { canCall, gapLeft, nextAct, waitingAt } from "./next_act.js";

/** @param {any} props */
export function Others(props) {
  const { desk } = props;
  const state = desk.ticket?.state ?? desk.counter.status;
  return html`<div class="now-others">
    ${state === "called" && html`<${WhileCalled} ...${props} />`}
    ${state === "serving" && html`<${WhileServing} ...${props} />`}
    ${desk.ticket && html`<${SetAside} ...${props} />`}
    ${state === "open" && html`<${Act} ...${props} name="W" icon="user-plus" words=${t("Phục vụ trực tiếp")} act=${props.acts.walkIn} wide />`}
    ${state === "closed" && html`<a class="button button-quiet now-wide" href="/counter?other"><${Icon} name="arrow-right-left" />${t("Chọn quầy khác")}</a>`}
  </div>`;
}

/** @param {{name: string, icon: string, words: string, act: () => void, held: boolean, off?: boolean, wide?: boolean, kind?: string}} props */
const Act = ({ name, icon, words, act, held, off = false, wide = false, kind = "" }) => html`
  <button class=${`button ${kind} ${wide ? "now-wide" : ""}`} type="button" aria-disabled=${held || off ? "true" : undefined} aria-keyshortcuts=${name} onClick=${() => held || act()}>
    <${Icon} name=${icon} />${words}<kbd class="key">${name}</kbd></button>`;

/** @param {any} props */
function WhileCalled(props) {
  const { desk, more, acts } = props;
  const wait_s = gapLeft(desk.ticket, more, useNow());
  const again = desk.ticket.calls ? t("Gọi lại") : t("Gọi loa");
  const calls_left = desk.ticket.calls < more.rules.calls_before_no_show;
  return html`
    <${Act} ...${props} name="R" icon="repeat" words=${wait_s ? t("Gọi lại ({n})", { n: wait_s }) : again} act=${acts.recall} off=${wait_s > 0} />
    <${Act} ...${props} name="V" icon="user-x" words=${t("Báo vắng")} act=${acts.miss} kind=${calls_left ? "" : "button-danger"} />`;
}

/** The other way to end the visit than the big button's. @param {any} props */
function WhileServing(props) {
  const { desk, more, acts } = props;
  if (nextAct(desk, more).name === "finish_next") return html`<${Act} ...${props} name="E" icon="check" words=${t("Chỉ hoàn thành")} act=${acts.finish} wide />`;
  return canCall(desk) && html`<${Act} ...${props} name="N" icon="skip-forward" words=${waitingAt(desk) ? t("Xong, gọi tiếp ngay") : t("Xong, gọi ngay người đến sau")} act=${acts.callNext} wide />`;
}

/** @param {any} props */
function SetAside(props) {
  const { acts } = props;
  return html`
    <${Act} ...${props} name="X" icon="list-restart" words=${t("Xếp lại")} act=${acts.requeue} />
    <${Act} ...${props} name="K" icon="circle-pause" words=${t("Tạm dừng")} act=${acts.park} />
    <${Act} ...${props} name="T" icon="arrow-right-left" words=${t("Chuyển")} act=${acts.transfer} wide />`;
}
