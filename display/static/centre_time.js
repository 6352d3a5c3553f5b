/** The time at the centre, as its server has it: a screen's own clock and time zone are nobody's concern. */
import { boot } from "layso/boot.js";

let [server_ms, here_ms] = [boot.now_ms ?? Date.now(), performance.now()];

/** Follow the server: each piece of news says when it was sent. @param {number|undefined} now_ms */
export function follow(now_ms) {
  if (typeof now_ms === "number") [server_ms, here_ms] = [now_ms, performance.now()];
}

const parts = new Intl.DateTimeFormat("en-GB", {
  timeZone: boot.timezone, hourCycle: "h23",
  year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
});

/** Now at the centre, in ms since 1970. */
export const centreNow = () => server_ms + (performance.now() - here_ms);

/** The centre's local time some milliseconds ago, as a Date whose local getters say it. @param {number} [ago_ms] */
export function centreTime(ago_ms = 0) {
  const at = centreNow() - ago_ms;
  const read = Object.fromEntries(parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return new Date(read.year, read.month - 1, read.day, read.hour, read.minute, read.second);
}
