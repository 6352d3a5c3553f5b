/** What the clerk does with the ticket at the counter, with the questions asked before what cannot be taken back. */
import { t, tn } from "layso/words.js";
import { sure } from "./ask.js";
import { askPlace } from "./ask_place.js";
import { askOutcome, askPark, askRequeue } from "./ask_ticket.js";
import { secondsSince, serverNow } from "./clock.js";
import { counterActsOf } from "./counter_acts.js";
import { withoutReceipt } from "./dossiers.js";
import { canCall, gapLeft } from "./next_act.js";
import { callFirst, tooSoon } from "./refusals.js";
import { rowActsOf } from "./row_acts.js";

const SLIP_OF_THE_HAND_S = 3;

/**
 * @typedef {object} Given
 * @property {any} desk
 * @property {any} more
 * @property {any} hall
 * @property {ReturnType<typeof import("./acts.js").commandsOf>} commands
 * @property {(notice: import("./acts.js").Notice|null) => void} setNotice
 * @property {(last: import("./last.js").Last|null) => void} setLast
 * @property {{current: boolean}} dirty
 */

/** @param {any} desk @returns {import("./acts.js").Notice} */
const cannotCall = ({ ticket, counter }) => ticket?.state === "called"
  ? { kind: "", title: t("Quầy đang có phiếu {number}", { number: ticket.number }), text: t("Xin phục vụ, báo vắng hoặc xếp lại phiếu này trước khi gọi số tiếp theo.") }
  : { kind: "", title: counter.status === "paused" ? t("Quầy đang tạm nghỉ") : t("Quầy đang đóng"), text: t("Xin mở quầy (phím P) trước khi gọi số.") };

/** @param {Given} given */
export function actsOf(given) {
  const { desk, more, hall, commands, setNotice, setLast, dirty } = given;
  const { ticket } = desk;

  /** Ask what must be asked before a visit ends; the body of the finish, or null. */
  async function ending() {
    if (dirty.current && !(await sure({ title: t("Hồ sơ đang nhập chưa lưu"), text: t("Hoàn thành phiếu thì phần đang nhập sẽ mất. Xin lưu hồ sơ trước, nếu cần."), yes: t("Bỏ phần đang nhập và hoàn thành"), danger: true }))) return null;
    const left = withoutReceipt(ticket.dossiers, more).length;
    if (left && !(await sure({ title: tn("{n} hồ sơ chưa in giấy hẹn", left), text: t("Người nộp cần giấy hẹn để biết ngày trả kết quả."), yes: t("Vẫn hoàn thành"), danger: true }))) return null;
    if (!more.services[ticket.service]?.outcome_required) return {};
    const outcome = await askOutcome(ticket, more.rules.outcomes);
    return outcome === null ? null : { outcome };
  }

  const acts = {
    ...commands,
    ...counterActsOf(given),
    ...rowActsOf(given),
    async primary(/** @type {string} */ name) {
      if (name === "serve") return commands.serve(ticket);
      if (name === "finish") return acts.finish();
      return name === "finish_next" || name === "call" ? acts.callNext() : name === "await_none" ? commands.awaitNone() : acts.open();
    },
    async callNext() {
      if (!canCall(desk)) return setNotice(cannotCall(desk));
      if (ticket) return acts.finishNext();
      if (!desk.counter.awaits_next) await commands.call({ store_next: true });
    },
    async finishNext() {
      const hasty = secondsSince(ticket.serving_at, serverNow()) < SLIP_OF_THE_HAND_S;
      if (hasty && !(await sure({ title: t("Vừa bắt đầu phục vụ {number}", { number: ticket.number }), text: t("Hoàn thành ngay và gọi người khác? Lời gọi đã phát thì không rút lại được."), yes: t("Hoàn thành và gọi tiếp"), key: "N", danger: true }))) return;
      const body = await ending();
      const called = body && (await commands.call({ finish: true, store_next: true, ...body }));
      if (called) setLast({ verb: "finish", ticket });
    },
    async finish() {
      const body = await ending();
      const after = body && (await commands.finish(ticket, body));
      if (after) setLast({ verb: "finish", ticket, after });
    },
    async recall() {
      const wait_s = gapLeft(ticket, more, serverNow());
      if (wait_s > 0) setNotice(tooSoon(wait_s));
      else await commands.recall(ticket);
    },
    async miss() {
      const needed = more.rules.calls_before_no_show;
      if (ticket.calls < needed) return setNotice(callFirst(ticket.calls, needed));
      const agreed = await sure({ title: t("Báo vắng phiếu {number}?", { number: ticket.number }), text: tn("Phiếu đã được gọi {n} lần. Sau khi báo vắng, quầy gọi số khác.", ticket.calls), yes: t("Báo vắng"), key: "V", danger: true });
      if (agreed && (await commands.miss(ticket))) setLast({ verb: "miss", ticket });
    },
    async requeue() {
      const body = await askRequeue(ticket, more.rules.requeue_behind);
      if (body && (await commands.requeue(ticket, body))) setLast({ verb: "requeue", ticket });
    },
    async park() {
      const reason = await askPark(ticket);
      if (reason && (await commands.park(ticket, { reason }))) setLast({ verb: "park", ticket });
    },
    async transfer() {
      const to = await askPlace(ticket, desk, more, hall);
      const after = to && (await commands.transfer(ticket, to));
      if (after) setLast({ verb: "transfer", ticket, after });
    },
    async receipt() {
      const job = await commands.receipt(ticket);
      if (job && job.id === null) setNotice({ kind: "warning", title: t("Chưa có máy in"), text: t("Trung tâm chưa khai báo máy in nào. Xin báo người quản trị.") });
    },
  };
  return acts;
}
