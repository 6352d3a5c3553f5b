/** One call after the other: each has the big place for its minimum time, however fast the next one comes. */

/**
 * @typedef {{seq: number, number: string, counter: number, kind: string, words: import("./both.js").Both}} Call
 * @typedef {object} AnnouncerOptions
 * @property {(call: Call) => Promise<void>} play  the sound; never awaited for longer than LONGEST_MS
 * @property {(call: Call) => boolean} stillCalled  does the last state say that this ticket has not come yet?
 * @property {(told: number) => void} [onTold]  every call up to this seq has been told
 * @property {() => void} onChange
 */

export const SHOWN_MS = 4000;
export const FRESH_MS = 6000;
/** A call that waited this long for its turn is left out if its ticket has come meanwhile. */
export const OUTDATED_MS = 30000;
const LONGEST_MS = 20000;

const after = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {AnnouncerOptions} options */
export function announcer({ play, stillCalled, onTold = () => {}, onChange }) {
  /** @type {{call: Call, at: number}[]} */
  const turns = [];
  /** @type {Call|null} */
  let current = null;
  let [busy, fresh, newest] = [false, false, -1];
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let ageing;

  /** Take a call; one whose ticket and counter wait for their turn already is not told twice. @param {Call} call */
  function add(call) {
    newest = Math.max(newest, call.seq);
    if (turns.some((turn) => turn.call.number === call.number && turn.call.counter === call.counter)) return;
    turns.push({ call, at: performance.now() });
    if (!busy) void tellAll();
  }

  async function tellAll() {
    busy = true;
    for (let call = next(); call; call = next()) {
      begin(call);
      await Promise.all([after(SHOWN_MS), Promise.race([play(call).catch(() => {}), after(LONGEST_MS)])]);
    }
    busy = false;
    onChange();
  }

  /** @returns {Call|undefined} */
  function next() {
    const now = performance.now();
    while (turns.length) {
      const { call, at } = /** @type {{call: Call, at: number}} */ (turns.shift());
      if (now - at < OUTDATED_MS || stillCalled(call)) return call;
    }
    onTold(newest);
    return undefined;
  }

  /** @param {Call} call */
  function begin(call) {
    [current, fresh] = [call, true];
    clearTimeout(ageing);
    ageing = setTimeout(() => { fresh = false; onChange(); }, FRESH_MS);
    onTold(turns.length ? call.seq : newest);
    onChange();
  }

  return {
    add,
    /** The call that was told last; it has the big place while `isTelling`. */
    current: () => current,
    isTelling: () => busy || fresh,
    isFresh: () => fresh,
  };
}
