/** A ring that empties with the seconds left, the number inside it; and the clock that drives it. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";

const AROUND = 2 * Math.PI * 20;

/** @param {{left: number, total: number}} props */
export function Ring({ left, total }) {
  const rest = AROUND * (1 - Math.min(1, left / total));
  return html`<span class="ring" aria-hidden="true">
    <svg viewBox="0 0 48 48"><circle class="ring-ground" cx="24" cy="24" r="20" />
      <circle class="ring-left" cx="24" cy="24" r="20" stroke-dasharray=${AROUND} stroke-dashoffset=${rest} /></svg>
    <span class="ring-number">${left}</span>
  </span>`;
}

/**
 * Count down from `total`; begins anew when `total` or `again` changes. Null stands still.
 * @param {number|null} total  seconds
 * @param {unknown} again
 * @param {() => void} onEnd
 * @returns {number}  seconds left
 */
export function useCountdown(total, again, onEnd) {
  const [left, setLeft] = useState(total ?? 0);
  const act = useRef(onEnd);
  act.current = onEnd;
  useEffect(() => {
    if (total === null) return undefined;
    const endsAt = Date.now() + total * 1000;
    setLeft(total);
    const timer = setInterval(() => {
      const rest = Math.ceil((endsAt - Date.now()) / 1000);
      setLeft(Math.max(0, rest));
      if (rest <= 0) { clearInterval(timer); act.current(); }
    }, 200);
    return () => clearInterval(timer);
  }, [total, again]);
  return left;
}
