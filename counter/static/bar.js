/** The counter's own state in the bar: open, paused, closed, and the keys' dialog; leaving while the counter is open. */
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { Icon } from "layso/icon.js";
import { formatTime, t } from "layso/words.js";
import { wallTime } from "./clock.js";

/** @returns {Record<string, [string, string]>} */
const states = () => ({ open: ["circle-check", t("Đang mở")], paused: ["circle-pause", t("Đang tạm nghỉ")], closed: ["door-closed", t("Đã đóng")] });

/** @param {{desk: any, mine: boolean, held: boolean, acts: any, help: () => void}} props */
export function BarActs({ desk, mine, held, acts, help }) {
  const { status, back_at } = desk.counter;
  const [icon, words] = states()[status];
  const said = status === "paused" && back_at ? t("Tạm nghỉ đến {time}", { time: formatTime(wallTime(back_at)) }) : words;
  const off = held ? "true" : undefined;
  return html`
    <span class="desk-state" role="status"><${Icon} name=${icon} />${said}</span>
    ${mine && status === "open" && html`<button class="button" type="button" aria-disabled=${off} aria-keyshortcuts="P" onClick=${() => held || acts.pause()}>
      <${Icon} name="pause" />${t("Tạm nghỉ")}<kbd class="key">P</kbd></button>`}
    ${mine && status === "paused" && html`<button class="button" type="button" aria-disabled=${off} aria-keyshortcuts="P" onClick=${() => held || acts.open()}>
      <${Icon} name="play" />${t("Mở lại")}<kbd class="key">P</kbd></button>`}
    ${mine && status !== "closed" && html`<button class="button" type="button" aria-disabled=${off} onClick=${() => held || acts.close()}>
      <${Icon} name="door-closed" />${t("Đóng quầy")}</button>`}
    <button class="button" type="button" aria-label=${t("Phím tắt")} aria-haspopup="dialog" onClick=${help}><${Icon} name="keyboard" /><kbd class="key">?</kbd></button>`;
}

/**
 * Close the counter with the session; while a ticket is there nobody leaves (the server would refuse too).
 * @param {any} desk @param {boolean} mine @param {(notice: import("./refusals.js").Notice) => void} setNotice
 */
export function useLeaving(desk, mine, setNotice) {
  useEffect(() => {
    const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form[action="/logout"]'));
    if (!form || !mine || !desk.ticket) return undefined;
    const stay = (/** @type {Event} */ event) => {
      event.preventDefault();
      setNotice({ kind: "warning", title: t("Chưa đăng xuất được: quầy còn phiếu {number}", { number: desk.ticket.number }), text: t("Xin hoàn thành, tạm dừng, chuyển hoặc xếp lại phiếu này rồi đăng xuất.") });
    };
    form.addEventListener("submit", stay);
    return () => form.removeEventListener("submit", stay);
  }, [desk.ticket?.id, mine]);
}
