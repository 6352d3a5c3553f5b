/** The server's time on this screen: a desk PC's own clock may be wrong. Local times are read as the server wrote them. */
import { useEffect, useState } from "preact/hooks";
import { boot } from "layso/boot.js";
import { t } from "layso/words.js";

const TOLERATED_MS = 300;
const TOO_SLOW_MS = 2000;
let ahead_ms = boot.now_ms - Date.now();

/** Milliseconds since 1970 as the server counts them. */
export const serverNow = () => Date.now() + ahead_ms;

/** Follow the server's clock: this PC's may be wrong, or set meanwhile. A slow answer says little. @param {number} at_ms @param {number} asked_ms  when it was asked for, by this PC */
export function noteServerNow(at_ms, asked_ms) {
  const took_ms = Date.now() - asked_ms;
  const now_ms = at_ms + took_ms / 2;
  if (took_ms < TOO_SLOW_MS && Math.abs(now_ms - serverNow()) > TOLERATED_MS) ahead_ms = now_ms - Date.now();
}

/** The server's time, anew each second. */
export function useNow() {
  const [now, setNow] = useState(serverNow());
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** Seconds since an ISO time. @param {string|null} iso @param {number} now */
export const secondsSince = (iso, now) => (iso ? Math.max(0, (now - Date.parse(iso)) / 1000) : 0);

/** The centre's wall time of an ISO time, whatever time zone this PC is set to. @param {string} iso */
export const wallTime = (iso) => new Date(iso.slice(0, 16));

/** A wait in words: "dưới 1 phút", "12 phút", "1 giờ 05 phút". @param {number} seconds */
export function sayMinutes(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return t("dưới 1 phút");
  if (minutes < 60) return t("{n} phút", { n: minutes });
  return t("{hours} giờ {minutes} phút", { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
}

/** The centre's time of day so many minutes from now, to the full minute: "10:06". @param {number} minutes */
export function timeIn(minutes) {
  const at = new Date(Math.ceil((serverNow() + minutes * 60_000) / 60_000) * 60_000);
  return at.toLocaleTimeString("en-GB", { timeZone: boot.timezone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}
