/** What the server says of this desk: fetched whole, again on every piece of news. Sockets tell when, HTTP tells what. */
import { useEffect, useState } from "preact/hooks";
import { api, Problem } from "layso/api.js";
import { connect } from "layso/live.js";
import { noteServerNow } from "./clock.js";

const NEWS_APART_MS = 350;
const AGAIN_MS = 2000;

/**
 * @typedef {object} Truth
 * @property {any} desk  GET /counters/{n}/desk; null until it is known
 * @property {any} more  GET /counter/{n}.json: why its ticket was called, its receipt, printers in trouble, the rules
 * @property {any} hall  all services, counters and slips in trouble, from the socket
 * @property {Problem|null} refusal  why the server does not show the desk
 * @property {import("layso/live.js").LiveState} live
 */

/** Keep one request under way and at most one more behind it. @param {() => Promise<void>} load */
function inTurn(load) {
  let chain = Promise.resolve();
  /** @type {Promise<void>|null} */ let next = null;
  return () => (next ??= chain = chain.then(() => {
    next = null;
    return load();
  }));
}

/** @param {number} number @param {(truth: Truth) => void} tell */
export function watchDesk(number, tell) {
  /** @type {Truth} */
  const truth = { desk: null, more: null, hall: null, refusal: null, live: { online: false, offlineSince: Date.now(), refused: null } };
  const set = (/** @type {Partial<Truth>} */ next) => tell({ ...Object.assign(truth, next) });
  let newsAt = 0;
  let timer = 0;
  let stopped = false;

  const refresh = inTurn(async () => {
    const asked_ms = Date.now();
    try {
      const [desk, aside] = await Promise.all([api("GET", `/api/v1/counters/${number}/desk`), api("GET", `/counter/${number}.json`)]);
      const more = aside.ticket === (desk.ticket?.id ?? null) ? aside : { ...aside, reason: null, receipt: null, last_call_ms: null };
      noteServerNow(aside.now_ms, asked_ms);
      set({ desk, more, refusal: null });
    } catch (error) {
      if (error instanceof Problem) set({ refusal: error });
      if (!(error instanceof Problem) || error.status >= 500) later(AGAIN_MS);
    }
  });

  /** @param {number} wait_ms */
  function later(wait_ms) {
    if (timer || stopped) return;
    timer = window.setTimeout(() => {
      timer = 0;
      newsAt = Date.now();
      refresh();
    }, wait_ms);
  }

  /** @param {any} hall */
  function hear(hall) {
    set({ hall });
    later(Math.max(0, newsAt + NEWS_APART_MS - Date.now()));
  }

  const socket = connect("/counter", {
    on: { snapshot: hear, change: hear },
    onState(live) {
      set({ live: { ...live } });
      if (live.online || live.refused) later(0);
    },
  });
  refresh();
  return {
    refresh,
    stop() {
      stopped = true;
      clearTimeout(timer);
      socket.close();
    },
  };
}

/** @param {number} number @returns {[Truth|null, () => Promise<void>]} */
export function useDesk(number) {
  const [truth, setTruth] = useState(/** @type {Truth|null} */ (null));
  const [refresh, setRefresh] = useState(() => async () => {});
  useEffect(() => {
    const watch = watchDesk(number, setTruth);
    setRefresh(() => watch.refresh);
    return watch.stop;
  }, [number]);
  return [truth, refresh];
}
