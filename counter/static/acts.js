/** What a clerk does: one act at a time, never twice by a slipped key; a refusal becomes a notice that says what to do. */
import { useRef, useState } from "preact/hooks";
import { api, Offline, Problem } from "layso/api.js";
import { t } from "layso/words.js";

const SLIP_OF_THE_KEY_MS = 500;

/**
 * @typedef {{kind: ""|"success"|"warning"|"danger", title: string, text?: string, link?: {href: string, words: string}}} Notice
 * @typedef {(name: string, act: () => Promise<any>) => Promise<any>} Run
 *   gives what the act gives, undefined when it did not happen
 */

/** @param {Problem|Offline|unknown} error @returns {Notice|null} */
export function noticeOf(error) {
  if (error instanceof Offline) {
    return { kind: "warning", title: t("Máy chủ chưa trả lời"), text: t("Chưa biết việc vừa rồi đã được ghi hay chưa. Màn hình sẽ tự cập nhật, xin xem lại trước khi làm tiếp.") };
  }
  if (!(error instanceof Problem)) throw error;
  if (error.status === 401) return null; // the desk itself asks to sign in again
  if (error.code === "nobody_waiting") return { kind: "", title: t("Chưa có ai chờ"), text: t("Hiện chưa có ai chờ các lĩnh vực của quầy này.") };
  const notice = { kind: /** @type {const} */ ("danger"), title: error.title, text: error.detail };
  if (error.code === "csrf") return { ...notice, link: { href: location.pathname, words: t("Tải lại trang") } };
  if (error.code === "counter_taken") return { ...notice, link: { href: "/counter?other", words: t("Chọn quầy khác") } };
  return notice;
}

/** @param {() => Promise<void>} refresh @param {boolean} blocked */
export function useActs(refresh, blocked) {
  const [busy, setBusy] = useState("");
  const [notice, setNotice] = useState(/** @type {Notice|null} */ (null));
  const underWay = useRef(false);

  /** @type {Run} */
  async function run(name, act) {
    if (underWay.current || blocked) return undefined;
    underWay.current = true;
    setBusy(name);
    const begun = Date.now();
    let done;
    try {
      done = await act();
      setNotice(null);
    } catch (error) {
      setNotice(noticeOf(error));
    }
    await refresh();
    setTimeout(() => {
      underWay.current = false;
      setBusy("");
    }, Math.max(0, begun + SLIP_OF_THE_KEY_MS - Date.now()));
    return done;
  }
  return { run, busy, notice, setNotice };
}

/** The commands of one counter. @param {number} number @param {Run} run */
export function commandsOf(number, run) {
  const counter = `/api/v1/counters/${number}`;
  const move = (/** @type {string} */ verb) => (/** @type {any} */ ticket) =>
    run(verb, () => api("POST", `/api/v1/tickets/${ticket.id}/${verb}`));
  const status = (/** @type {string} */ verb) => () => run(verb, () => api("POST", `${counter}/${verb}`));
  return {
    callNext: () => run("call", () => api("POST", `${counter}/calls`, {})),
    callTicket: (/** @type {number} */ ticket) => run("call", () => api("POST", `${counter}/calls`, { ticket })),
    recall: move("recall"),
    serve: move("serve"),
    finish: move("finish"),
    miss: move("no-show"),
    open: status("open"),
    pause: status("pause"),
    close: status("close"),
    receipt: (/** @type {any} */ ticket) => run("receipt", () => api("POST", `/api/v1/tickets/${ticket.id}/receipt`)),
    reprint: (/** @type {number} */ job) => run("slip", () => api("POST", `/api/v1/print-jobs/${job}/reprint`)),
    account: (/** @type {number} */ job) => run("slip", () => api("POST", `/api/v1/print-jobs/${job}/account`)),
  };
}
