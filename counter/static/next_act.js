/** Which act is the next right thing at this desk: the one big button. Pure; the acts themselves are acts.js. */
import { t } from "layso/words.js";

/**
 * @typedef {{name: string, words: string, icon: string, key: string, calm?: boolean}} NextAct
 * @param {any} desk
 * @returns {NextAct}
 */
export function nextAct(desk) {
  const state = desk.ticket?.state;
  if (state === "called") return { name: "serve", words: t("Bắt đầu phục vụ"), icon: "user-check", key: "S" };
  if (state === "serving") return { name: "finish", words: t("Hoàn thành"), icon: "check", key: "E" };
  if (desk.counter.status === "closed") return { name: "open", words: t("Mở quầy"), icon: "door-open", key: "P" };
  if (desk.counter.status === "paused") return { name: "open", words: t("Mở lại quầy"), icon: "circle-play", key: "P" };
  return { name: "call", words: t("Gọi số tiếp theo"), icon: "megaphone", key: "N", calm: waitingAt(desk) === 0 };
}

/** How many wait for the services of this counter. @param {any} desk */
export const waitingAt = (desk) =>
  /** @type {number[]} */ (Object.values(desk.waiting)).reduce((sum, count) => sum + count, 0);

/** Claim that this clerk may act here: the counter is free or theirs. @param {any} desk @param {string} me */
export const isMine = (desk, me) => desk.counter.clerk === null || desk.counter.clerk === me;
