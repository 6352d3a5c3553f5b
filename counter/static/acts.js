/** What a clerk does: one act at a time, never twice by a slipped key; a refusal becomes a notice that says what to do. */
import { useRef, useState } from "preact/hooks";
import { api, newKey } from "layso/api.js";
import { noticeOf } from "./refusals.js";

const SLIP_OF_THE_KEY_MS = 500;

/**
 * @typedef {import("./refusals.js").Notice} Notice
 * @typedef {(name: string, act: () => Promise<any>) => Promise<any>} Run
 *   gives what the act gives, undefined when it did not happen
 */

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

/** The commands of one counter, as the API takes them. @param {number} number @param {Run} run */
export function commandsOf(number, run) {
  const counter = `/api/v1/counters/${number}`;
  const move = (/** @type {string} */ verb) => (/** @type {{id: number}} */ ticket, /** @type {any} */ body = undefined) =>
    run(verb, () => api("POST", `/api/v1/tickets/${ticket.id}/${verb}`, body));
  const status = (/** @type {string} */ verb) => (/** @type {any} */ body = undefined) => run(verb, () => api("POST", `${counter}/${verb}`, body));
  return {
    call: (/** @type {any} */ order) => run("call", () => api("POST", `${counter}/calls`, order)),
    awaitNone: () => run("call", () => api("DELETE", `${counter}/awaited`)),
    walkIn: (/** @type {any} */ order, key = newKey()) => run("call", () => api("POST", `${counter}/walk-ins`, order, { key })),
    recall: move("recall"),
    serve: move("serve"),
    finish: move("finish"),
    miss: move("no-show"),
    requeue: move("requeue"),
    takeBack: move("return"),
    park: move("park"),
    resume: move("resume"),
    transfer: move("transfer"),
    leave: move("leave"),
    /** @param {number|null} ticket  whose last step is taken back @param {boolean} awaits  await the next arrival no longer */
    undo: (ticket, awaits) => run("undo", async () => {
      const undone = ticket === null ? {} : await api("POST", `/api/v1/tickets/${ticket}/undo`);
      if (awaits) await api("DELETE", `${counter}/awaited`);
      return undone;
    }),
    open: status("open"),
    pause: status("pause"),
    close: status("close"),
    receipt: move("receipt"),
    reprint: (/** @type {number} */ job) => run("slip", () => api("POST", `/api/v1/print-jobs/${job}/reprint`)),
    account: (/** @type {number} */ job) => run("slip", () => api("POST", `/api/v1/print-jobs/${job}/account`)),
  };
}
