/** Says when somebody arrives at a desk where nobody waited, in the page and in the tab's title. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "layso/words.js";
import { serviceName } from "./names.js";
import { waitingAt } from "./next_act.js";

/**
 * @param {any} desk @param {boolean} free  the counter is open and has no ticket
 * @returns {string}  "" while there is nothing new
 */
export function useArrival(desk, free) {
  const [row, setRow] = useState(/** @type {any} */ (null));
  const count = waitingAt(desk);
  const before = useRef(count);
  useEffect(() => {
    if (!free || count === 0) setRow(null);
    else if (before.current === 0) setRow(desk.queue[0] ?? null);
    before.current = count;
  }, [count, free]);
  useEffect(() => {
    const counter = t("Quầy {number}", { number: desk.counter.number });
    document.title = desk.ticket ? `${desk.ticket.number} · ${counter}` : `(${count}) ${counter}`;
  }, [count, desk.ticket?.id]);
  return row && free ? t("Vừa có người lấy số: {number}, {service}", { number: row.number, service: serviceName(row.service) }) : "";
}
