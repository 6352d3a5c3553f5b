/** The counter's own state in the bar: open, paused, closed, and the keys' dialog; leaving while the counter is open. */
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { api } from "layso/api.js";
import { confirm } from "layso/dialog.js";
import { Icon } from "layso/icon.js";
import { t } from "layso/words.js";

/** @returns {Record<string, [string, string]>} */
const states = () => ({ open: ["circle-check", t("Đang mở")], paused: ["circle-pause", t("Đang tạm nghỉ")], closed: ["door-closed", t("Đã đóng")] });

/** @param {{desk: any, mine: boolean, held: boolean, acts: any, help: () => void}} props */
export function BarActs({ desk, mine, held, acts, help }) {
  const { status } = desk.counter;
  const [icon, words] = states()[status];
  const off = held ? "true" : undefined;
  return html`
    <span class="desk-state" role="status"><${Icon} name=${icon} />${words}</span>
    ${mine && status === "open" && html`<button class="button" type="button" aria-disabled=${off} aria-keyshortcuts="P" onClick=${() => held || acts.pause()}>
      <${Icon} name="pause" />${t("Tạm nghỉ")}<kbd class="key">P</kbd></button>`}
    ${mine && status === "paused" && html`<button class="button" type="button" aria-disabled=${off} aria-keyshortcuts="P" onClick=${() => held || acts.open()}>
      <${Icon} name="play" />${t("Mở lại")}<kbd class="key">P</kbd></button>`}
    ${mine && status !== "closed" && html`<button class="button" type="button" aria-disabled=${off} onClick=${() => held || acts.close()}>
      <${Icon} name="door-closed" />${t("Đóng quầy")}</button>`}
    <button class="button" type="button" aria-label=${t("Phím tắt")} aria-haspopup="dialog" onClick=${help}><${Icon} name="keyboard" /><kbd class="key">?</kbd></button>`;
}

/** Close the counter with the session, and ask first while somebody is at it. @param {any} desk @param {boolean} mine */
export function useLeaving(desk, mine) {
  useEffect(() => {
    const form = /** @type {HTMLFormElement|null} */ (document.querySelector('form[action="/logout"]'));
    const sitsHere = mine && desk && desk.counter.status !== "closed";
    if (!form || !sitsHere) return undefined;
    const leave = async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (desk.ticket) {
        const sure = await confirm({ title: t("Đăng xuất khi còn phiếu {number}?", { number: desk.ticket.number }), text: t("Phiếu và hồ sơ đang nhập vẫn còn ở quầy khi đăng nhập lại."), yes: t("Đăng xuất"), danger: true });
        if (!sure) return;
      } else await api("POST", `/api/v1/counters/${desk.counter.number}/close`).catch(() => null);
      form.submit();
    };
    form.addEventListener("submit", leave);
    return () => form.removeEventListener("submit", leave);
  }, [desk, mine]);
}
