/** Calls whose ticket was sent on: told for two minutes, then whoever it concerns has read it or asks at the desk. */
import { useEffect, useState } from "preact/hooks";
import { centreNow } from "./centre_time.js";

const SHOWN_MS = 120000;

/** Give those that were sent on within the last minutes; draws again when the oldest of them has had its time. @param {any[]} moved */
export function useRecent(moved) {
  const [, draw] = useState(0);
  const left = moved.map((call) => ({ call, left_ms: Date.parse(call.moved_to.at) + SHOWN_MS - centreNow() })).filter((one) => one.left_ms > 0);
  const soonest_ms = Math.min(...left.map((one) => one.left_ms));
  useEffect(() => {
    if (!Number.isFinite(soonest_ms)) return undefined;
    const timer = setTimeout(() => draw((times) => times + 1), soonest_ms);
    return () => clearTimeout(timer);
  });
  return left.map((one) => one.call);
}
