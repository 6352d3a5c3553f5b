/** What the server tells this kiosk: its services as they are now, and what became of its slips. */
import { boot } from "layso/boot.js";
import { connect } from "layso/live.js";
import { useEffect, useState } from "preact/hooks";

const SLIPS_KEPT = 8;

/** @typedef {{print_job: number, ticket: number, state: "printed"|"failed"|"unknown"|"waiting", code: string}} SlipNews */

/** @returns {{services: import("./flow.js").Service[], slips: SlipNews[], live: import("layso/live.js").LiveState}} */
export function useHall() {
  const [services, setServices] = useState(boot.services);
  const [slips, setSlips] = useState(/** @type {SlipNews[]} */ ([]));
  const [live, setLive] = useState(/** @type {any} */ ({ online: true, offlineSince: null, refused: null }));
  useEffect(() => {
    const take = (/** @type {any} */ message) => setServices(message.services);
    const printed = (/** @type {SlipNews} */ news) => setSlips((old) => [news, ...old].slice(0, SLIPS_KEPT));
    const socket = connect("/kiosk", { on: { snapshot: take, change: take, printed }, onState: (state) => setLive({ ...state }) });
    return socket.close;
  }, []);
  return { services, slips, live };
}
