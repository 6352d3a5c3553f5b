/** What the clerk does with a ticket that is not at the counter: chosen from the queue, the parked or the missed ones. */
import { askMissed, askParked, askWaiting } from "./ask_row.js";

/** @param {import("./desk_acts.js").Given} given */
export function rowActsOf({ desk, more, hall, commands, setLast }) {
  const known = { desk, more, hall };

  /** @param {any} row @param {import("./ask_row.js").RowAct|null} act */
  async function follow(row, act) {
    if (act?.verb === "call") await commands.call({ ticket: row.id, ...(act.reason && { reason: act.reason }) });
    if (act?.verb === "resume") await commands.resume(row);
    if (act?.verb === "return") await tell("return", row, commands.takeBack(row));
    if (act?.verb === "leave") await tell("leave", row, commands.leave(row));
    if (act?.verb === "transfer") await tell("transfer", row, commands.transfer(row, act.to));
  }

  /** Tell of it where the last ticket is shown, unless one is at the counter. @param {"return"|"leave"|"transfer"} verb @param {any} row @param {Promise<any>} doing */
  async function tell(verb, row, doing) {
    const after = await doing;
    if (after && !desk.ticket) setLast({ verb, ticket: after, after });
  }

  return {
    waiting: async (/** @type {any} */ row) => follow(row, await askWaiting(row, known)),
    parked: async (/** @type {any} */ row) => follow(row, await askParked(row, known)),
    missed: async (/** @type {any} */ row) => follow(row, await askMissed(row, more.rules.return_behind)),
  };
}
