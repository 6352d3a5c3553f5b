/** What became of a ticket's slip, and how that is said: by the socket's news, and by asking when there is none. */
import { api } from "layso/api.js";
import { t } from "layso/words.js";
import { useEffect, useState } from "preact/hooks";

const PATIENCE_MS = 6000;
const ASK_AGAIN_MS = 5000;

/** @typedef {{state: "printing"|"printed"|"trouble", code: string}} Slip */

/**
 * @param {import("./flow.js").Ticket} ticket
 * @param {import("./hall.js").SlipNews[]} news  newest first; it may have come before the ticket itself
 * @returns {Slip}
 */
export function useSlip(ticket, news) {
  const [asked, setAsked] = useState(/** @type {Slip|null} */ (null));
  const told = news.find((one) => one.print_job === ticket.print_job);
  const slip = told ? slipOf(told.state, told.code) : asked ?? slipOf(ticket.print_job === null ? "failed" : "queued", "no_printer");
  useEffect(() => {
    if (slip.state === "printed" || ticket.print_job === null) return undefined;
    const ask = () => askFor(ticket).then(setAsked);
    const timer = setTimeout(ask, slip.state === "printing" ? PATIENCE_MS : ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [ticket, slip.state, asked]);
  return asked?.state === "printed" ? asked : slip;
}

/** @param {string} state @param {string} code @returns {Slip} */
function slipOf(state, code) {
  if (state === "printed") return { state, code };
  return { state: state === "queued" || state === "printing" ? "printing" : "trouble", code };
}

/** After the patience, a slip of which nothing is known is trouble too: nobody waits at a kiosk for nothing.
 * @param {import("./flow.js").Ticket} ticket @returns {Promise<Slip>} */
async function askFor(ticket) {
  try {
    const job = (await api("GET", `/api/v1/tickets/${ticket.id}`)).print_job;
    if (job?.state === "printed") return { state: "printed", code: job.code };
    return { state: "trouble", code: job?.code || "no_news" };
  } catch {
    return { state: "trouble", code: "no_news" };
  }
}

const UNREACHABLE = ["offline", "unreachable", "no_answer", "press_down", "lost", "timeout"];
const UNCERTAIN = ["no_news", "no_receipt", "interrupted", "press_died", "internal_error", "unknown"];

/** Say in plain words why there is no paper. @param {string} code */
export function sayTrouble(code) {
  if (code === "paper_out") return t("Máy in hết giấy.");
  if (code === "cover_open") return t("Nắp máy in đang mở.");
  if (code === "cutter_error") return t("Máy in bị kẹt giấy.");
  if (code === "no_printer") return t("Máy này không in phiếu.");
  if (UNREACHABLE.includes(code)) return t("Máy in chưa hoạt động.");
  if (UNCERTAIN.includes(code)) return t("Chưa rõ phiếu đã in ra hay chưa.");
  return t("Máy in gặp sự cố.");
}

/** Say what to do without paper. @param {string} code @param {string} number */
export function sayAdvice(code, number) {
  return code === "no_printer"
    ? t("Xin ông/bà chụp lại mã này hoặc nhớ số {number}.", { number })
    : t("Xin ông/bà chụp lại mã này hoặc nhớ số {number}; cán bộ đã được báo.", { number });
}
