/** What the server tells this kiosk: its services as they are now, and what became of its slips. */
import { api } from "layso/api.js";
import { boot } from "layso/boot.js";
import { connect } from "layso/live.js";
import { useEffect, useRef, useState } from "preact/hooks";

const SLIPS_KEPT = 8;
const LOOK_AGAIN_MS = 15_000;

/** @typedef {{print_job: number, ticket: number, state: "printed"|"failed"|"unknown"|"waiting", code: string}} SlipNews */

/** @returns {{services: import("./flow.js").Service[], slips: SlipNews[], live: import("layso/live.js").LiveState}} */
export function useHall() {
  const [services, setServices] = useState(boot.services);
  const [slips, setSlips] = useState(/** @type {SlipNews[]} */ ([]));
  const told = useRef(0);
  const [live, setLive] = useState(/** @type {any} */ ({ online: true, offlineSince: null, refused: null }));
  useEffect(() => {
    const take = (/** @type {any} */ message) => { told.current += 1; setServices(message.services); };
    const printed = (/** @type {SlipNews} */ news) => setSlips((old) => [news, ...old].slice(0, SLIPS_KEPT));
    const socket = connect("/kiosk", { on: { snapshot: take, change: take, printed }, onState: (state) => setLive({ ...state }) });
    return socket.close;
  }, []);
  useEffect(() => {
    // Services close and open as time passes, with no act in the hall that the socket could tell of.
    const look = async () => {
      const before = told.current;
      const services = await api("GET", "/api/v1/services").catch(() => null); // offline: the socket says so
      if (services && told.current === before) setServices(services);
    };
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return { services, slips, live };
}
