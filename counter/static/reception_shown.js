/** The ticket that the reception speaks of: just given out, or looked up; kept true while the hall changes. */
import { useEffect, useRef, useState } from "preact/hooks";
import { Offline, Problem } from "layso/api.js";
import { look } from "./reception_orders.js";

const LOOK_AGAIN_MS = 1000;

/**
 * @typedef {object} Shown
 * @property {number} id
 * @property {string} number
 * @property {string} token  of its phone page, "" where it was not given out here
 * @property {string} done  what was just done with it: lead, return, leave, transfer, ""
 * @property {number} [done_at]  when, in ms of this screen's clock
 * @property {any} [ticket]  as staff see it; missing until the server has said
 */

/** @param {any} hall  whatever happens in the hall may concern the ticket: it is asked for again, once a second */
export function useShown(hall) {
  const [shown, setShown] = useState(/** @type {Shown|null} */ (null));
  const latest = useRef(shown);
  const lastLook = useRef(0);
  latest.current = shown;

  /** @param {Shown} next @param {any} [ticket] */
  function show(next, ticket) {
    latest.current = { ...next, ticket, done_at: Date.now() };
    setShown(latest.current);
    if (!ticket) void refresh();
  }

  async function refresh() {
    const asked = latest.current;
    if (!asked) return;
    lastLook.current = Date.now();
    try {
      const ticket = await look(asked.id);
      if (latest.current?.id === asked.id) setShown({ ...latest.current, ticket });
    } catch (error) {
      if (!(error instanceof Offline) && !(error instanceof Problem)) throw error; // the strip above tells of both
    }
  }

  useEffect(() => {
    const timer = setTimeout(refresh, Math.max(0, lastLook.current + LOOK_AGAIN_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [hall]);
  return { shown, show, refresh };
}
