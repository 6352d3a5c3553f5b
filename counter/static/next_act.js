/** Which act is the next right thing at this desk: the one big button. Pure; the acts themselves are acts.js. */
import { t } from "layso/words.js";

/**
 * @typedef {{name: string, words: string, icon: string, key: string, calm?: boolean}} NextAct
 * @param {any} desk @param {any} more
 * @returns {NextAct}
 */
export function nextAct(desk, more) {
  const { ticket, counter } = desk;
  if (ticket?.state === "called") return { name: "serve", words: t("Bắt đầu phục vụ"), icon: "user-check", key: "S" };
  if (ticket) return goesOn(desk, more)
    ? { name: "finish_next", words: t("Hoàn thành và gọi tiếp"), icon: "skip-forward", key: "N" }
    : { name: "finish", words: t("Hoàn thành"), icon: "check", key: "E" };
  if (counter.status === "closed") return { name: "open", words: t("Mở quầy"), icon: "door-open", key: "P" };
  if (counter.status === "paused") return { name: "open", words: t("Mở lại quầy"), icon: "circle-play", key: "P" };
  if (counter.awaits_next) return { name: "await_none", words: t("Thôi, chưa gọi ngay"), icon: "x", key: "Z", calm: true };
  if (waitingAt(desk) === 0) return { name: "call", words: t("Gọi ngay người đến tiếp"), icon: "megaphone", key: "N", calm: true };
  return { name: "call", words: t("Gọi số tiếp theo"), icon: "megaphone", key: "N" };
}

/** Claim that the next one is called with the end of this visit: somebody waits, and the service asks for no time after it. @param {any} desk @param {any} more */
const goesOn = (desk, more) => canCall(desk) && waitingAt(desk) > 0 && !more.services[desk.ticket.service]?.wrap_up_s;

/** Claim that the clerk may call for the next one: the counter is open, and nobody is on the way to it. @param {any} desk */
export const canCall = (desk) => desk.counter.status === "open" && desk.ticket?.state !== "called";

/** Seconds until the ticket may be called again. @param {any} ticket @param {any} more @param {number} now */
export const gapLeft = (ticket, more, now) =>
  ticket.calls && more.last_call_ms ? Math.max(0, Math.ceil((more.last_call_ms + more.rules.recall_gap_s * 1000 - now) / 1000)) : 0;

/** How many wait for the services of this counter. @param {any} desk */
export const waitingAt = (desk) =>
  /** @type {number[]} */ (Object.values(desk.waiting)).reduce((sum, count) => sum + count, 0);

/** Claim that this clerk may act here: the counter is free or theirs. @param {any} desk @param {string} me */
export const isMine = (desk, me) => desk.counter.clerk === null || desk.counter.clerk === me;
