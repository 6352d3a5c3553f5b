/** Which messages of a socket are news: a call once, a state only when it is newer. Knows nothing of the socket. */

const KEPT = 500;

/**
 * Decide which messages are news. A call counts once by its own seq, because a missed call comes after the snapshot
 * that already contains it; any other message counts only when it is newer than the last state. `heard` is the seq
 * up to which every call has been told here: a state may already contain a call whose message is still on its way.
 * @param {number} [told]  what `heard` was before a reload
 */
export function remember(told = -1) {
  let [last, heard] = [-1, told];
  /** @type {Set<number>} */
  let seen = new Set();

  /** @param {number} seq */
  function isNewCall(seq) {
    if (seq <= heard - KEPT || seen.has(seq)) return false;
    heard = Math.max(heard, seq);
    seen.add(seq);
    if (seen.size > 2 * KEPT) seen = new Set([...seen].filter((one) => one > heard - KEPT));
    return true;
  }

  /** @param {{seq: number, announced?: number, resumed?: boolean}} message */
  function takeSnapshot({ seq, announced = -1, resumed = false }) {
    const restored = seq < Math.max(last, heard); // a store that came back from a backup counts on from there
    if (restored) heard = -1;
    if (restored) seen.clear();
    if (heard < 0 || resumed) heard = Math.max(heard, announced);
    last = seq;
    return true;
  }

  /** @param {string} event @param {any} message */
  function isNews(event, message) {
    const seq = message?.seq;
    if (typeof seq !== "number") return true;
    if (event === "snapshot") return takeSnapshot(message);
    if (event === "call") return isNewCall(seq);
    if (seq < last) return false;
    last = seq;
    return true;
  }
  return { isNews, last: () => last, heard: () => heard };
}
