/** Why an act did not happen, in words that say what to do: the server's refusals, with what this desk knows besides. */
import { Offline, Problem } from "layso/api.js";
import { t } from "layso/words.js";
import { clerkName } from "./names.js";

/** @typedef {{kind: ""|"success"|"warning"|"danger", title: string, text?: string, link?: {href: string, words: string}}} Notice */

/** Refusals that are only a matter of patience: nothing is wrong. @type {Record<string, (details: any) => Notice>} */
const calm = {
  nobody_waiting: () => ({ kind: "", title: t("Chưa có ai chờ"), text: t("Hiện chưa có ai chờ các lĩnh vực của quầy này.") }),
  recall_too_soon: ({ wait_s }) => tooSoon(wait_s),
  call_again_first: ({ calls, needed }) => callFirst(calls, needed),
};

/** What to add to the server's words. @type {Record<string, (details: any) => Partial<Notice>>} */
const more = {
  csrf: () => ({ link: { href: location.pathname, words: t("Tải lại trang") } }),
  counter_taken: () => ({ link: { href: "/counter?other", words: t("Chọn quầy khác") } }),
  counter_busy: ({ number }) => (number ? { text: t("Quầy còn phiếu {number}. Xin xong phiếu này trước.", { number }) } : {}),
  parked_by_another: ({ clerk }) => ({ text: t("Phiếu này của {clerk}. Cán bộ ấy vắng thì xin nhờ người quản lý.", { clerk: clerkName(clerk) }) }),
  clerk_absent: ({ clerk }) => ({ text: t("{clerk} hiện không mở quầy nào. Xin chọn người hoặc quầy khác.", { clerk: clerkName(clerk) }) }),
};

/** @param {number} seconds @returns {Notice} */
export const tooSoon = (seconds) => ({ kind: "", title: t("Vừa mới gọi xong"), text: t("Gọi lại được sau {n} giây.", { n: seconds }) });

/** @param {number} calls @param {number} needed @returns {Notice} */
export const callFirst = (calls, needed) => ({ kind: "", title: t("Gọi lại trước đã: đã gọi {calls}/{needed} lần", { calls, needed }), text: t("Gọi đủ số lần mà không ai đến thì mới báo vắng được.") });

/** @param {Problem|Offline|unknown} error @returns {Notice|null} */
export function noticeOf(error) {
  if (error instanceof Offline) {
    return { kind: "warning", title: t("Máy chủ chưa trả lời"), text: t("Chưa biết việc vừa rồi đã được ghi hay chưa. Màn hình sẽ tự cập nhật, xin xem lại trước khi làm tiếp.") };
  }
  if (!(error instanceof Problem)) throw error;
  if (error.status === 401) return null; // the desk itself asks to sign in again
  const details = error.body.details ?? {};
  const told = calm[error.code]?.(details);
  return told ?? { kind: "danger", title: error.title, text: error.detail, ...more[error.code]?.(details) };
}
