/** Which key does what at this desk now; the whole list for the "?" dialog is help.js. */

/**
 * @param {any} desk @param {any} acts
 * @param {{help: () => void, show: (list: "waiting"|"parked"|"missed") => void}} page
 * @returns {Record<string, () => void>}
 */
export function keysOf(desk, acts, page) {
  const { ticket } = desk;
  /** @type {Record<string, () => void>} */
  const keys = {
    "?": page.help, N: acts.callNext, F2: acts.callNext, W: acts.walkIn, Z: acts.undo, "Ctrl+Z": acts.undo,
    Q: () => page.show("waiting"), B: () => page.show("parked"), M: () => page.show("missed"),
    P: desk.counter.status === "open" ? acts.pause : acts.open,
  };
  if (!ticket) return keys;
  Object.assign(keys, { D: () => document.getElementById("procedure")?.focus(), X: acts.requeue, K: acts.park, T: acts.transfer });
  if (ticket.dossiers.length) keys.I = acts.receipt;
  return ticket.state === "called"
    ? { ...keys, S: () => acts.serve(ticket), R: acts.recall, V: acts.miss }
    : { ...keys, E: acts.finish };
}
