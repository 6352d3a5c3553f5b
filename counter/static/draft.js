/** Keeps a half-typed dossier at the server, a moment after each keystroke; one request at a time, never after the end. */
import { api } from "layso/api.js";

const AFTER_MS = 300;
const AGAIN_MS = 2000;

/** @typedef {"kept"|"typing"|"lost"} DraftState */

/**
 * Keep the draft of one ticket.
 * @param {number} ticketId
 * @param {any} known  what the server already has
 * @param {(state: DraftState) => void} tell
 */
export function keepDraft(ticketId, known, tell) {
  let kept = JSON.stringify(known);
  let latest = kept;
  let timer = 0;
  let stopped = false;
  /** @type {Promise<void>} */ let sending = Promise.resolve();

  async function send() {
    const text = latest;
    try {
      await api("PUT", `/api/v1/tickets/${ticketId}/draft`, JSON.parse(text));
      kept = text;
    } catch {
      if (stopped) return;
      tell("lost");
      return plan(AGAIN_MS);
    }
    if (latest !== kept) plan(AFTER_MS);
    else tell("kept");
  }

  /** @param {number} wait_ms */
  function plan(wait_ms) {
    if (timer || stopped) return;
    timer = window.setTimeout(() => {
      timer = 0;
      sending = sending.then(send);
    }, wait_ms);
  }

  return {
    /** Note what stands in the form now. @param {any} body */
    note(body) {
      latest = JSON.stringify(body);
      if (latest === kept) return;
      tell("typing");
      plan(AFTER_MS);
    },
    /** Wait until nothing is under way, so that a late draft cannot come after its dossier. */
    async settle() {
      clearTimeout(timer);
      timer = 0;
      await sending;
      clearTimeout(timer);
      timer = 0;
    },
    /** The draft became a dossier: begin again from `body`, which the server need not keep. @param {any} body */
    restart(body) {
      kept = latest = JSON.stringify(body);
      tell("kept");
    },
    /** Send now: the page is about to be hidden. */
    flush() {
      if (!timer) return;
      clearTimeout(timer);
      timer = 0;
      sending = sending.then(send);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
