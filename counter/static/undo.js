/** The last step, to be taken back while its ten seconds last: named, with its key, always in the same place. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { t } from "layso/words.js";
import { useNow } from "./clock.js";

const WHOLE_S = 10;

/** What each step is called, by the fact it made. @returns {Record<string, string>} */
const steps = () => ({
  ServingStarted: t("bắt đầu phục vụ"),
  TicketWalkedIn: t("đưa tới quầy"),
  TicketFinished: t("hoàn thành"),
  TicketNoShow: t("báo vắng"),
  TicketRequeued: t("xếp lại"),
  TicketReturned: t("nhận lại"),
  TicketParked: t("tạm dừng"),
  TicketResumed: t("tiếp tục"),
  TicketTransferred: t("chuyển"),
  TicketLeft: t("rời đi"),
});

/** Seconds for which a step can still be taken back. @param {any} undo @param {number} now */
export const stepLeft = (undo, now) => (undo ? Math.max(0, Math.min(WHOLE_S, Math.ceil((Date.parse(undo.until) - now) / 1000))) : 0);

/** @param {{desk: any, held: boolean, acts: any}} props */
export function Undo({ desk, held, acts }) {
  const { undo } = desk;
  const left = stepLeft(undo, useNow());
  return html`<div class="undo">${left > 0 && html`
    <button class="button button-wide undo-act" type="button" aria-disabled=${held ? "true" : undefined} aria-keyshortcuts="Z" onClick=${() => held || acts.undo()}>
      <${Icon} name="undo-2" /><span class="grow">${t("Hoàn tác: {step} {number}", { step: steps()[undo.kind] ?? "", number: undo.number })}</span>
      <kbd class="key">Z</kbd><span class="undo-left number" aria-hidden="true">${left}</span></button>`}</div>`;
}
