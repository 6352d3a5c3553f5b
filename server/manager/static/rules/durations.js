/** Measured times as people say them: "45 giây", "7 phút", "1 giờ 05 phút", and how one differs from another. */
import { t } from "layso/words.js";

/** @param {number|null} seconds */
export function duration(seconds) {
  if (seconds === null) return "–";
  if (seconds < 59.5) return t("{n} giây", { n: Math.round(seconds) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t("{n} phút", { n: minutes });
  return t("{hours} giờ {minutes} phút", { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, "0") });
}

/** Say a difference with its sign: "−3 phút", "+45 giây"; "" when it is none. @param {number} seconds */
export function difference(seconds) {
  const size = Math.abs(seconds) < 0.5 ? "" : duration(Math.abs(seconds));
  return size && `${seconds < 0 ? "−" : "+"}${size}`;
}
