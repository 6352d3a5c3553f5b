/** Up to which call this screen has told everything: kept over a reload, so that nothing is told twice or swallowed. */

/** @param {string|null} zone */
export function toldIn(zone) {
  const name = `layso.told.${zone ?? ""}`;
  return {
    /** @returns {number} -1 when this screen has told nothing yet */
    read() {
      const kept = Number.parseInt(sessionStorage.getItem(name) ?? "", 10);
      return Number.isSafeInteger(kept) && kept >= 0 ? kept : -1;
    },
    /** @param {number} seq */
    keep: (seq) => sessionStorage.setItem(name, String(seq)),
  };
}
