/** The acts as the desk does them: the questions asked before what cannot be taken back, and the key of each act. */
import { confirm } from "layso/dialog.js";
import { t, tn } from "layso/words.js";
import { commandsOf } from "./acts.js";
import { withoutReceipt } from "./dossiers.js";
import { nextAct } from "./next_act.js";
import { focusQueue } from "./queue.js";

/** @param {any} desk @returns {import("./acts.js").Notice} */
const cannotCall = ({ ticket, counter }) => ticket
  ? { kind: "", title: t("Quầy đang có phiếu {number}", { number: ticket.number }), text: t("Xin hoàn thành hoặc báo vắng phiếu này trước khi gọi số tiếp theo.") }
  : { kind: "", title: counter.status === "paused" ? t("Quầy đang tạm nghỉ") : t("Quầy đang đóng"), text: t("Xin mở quầy (phím P) trước khi gọi số.") };

/**
 * @param {{desk: any, more: any, run: import("./acts.js").Run, setNotice: (notice: any) => void,
 *   setLast: (ticket: any) => void, dirty: {current: boolean}}} given
 */
export function actsOf({ desk, more, run, setNotice, setLast, dirty }) {
  const commands = commandsOf(desk.counter.number, run);
  const { ticket } = desk;
  const end = async (/** @type {Promise<any>} */ ending) => {
    const ended = await ending;
    if (ended) setLast(ended);
  };
  const acts = {
    ...commands,
    async primary(/** @type {string} */ name) {
      if (name === "call") return commands.callNext();
      if (name === "open") return commands.open();
      return name === "serve" ? commands.serve(ticket) : acts.finish();
    },
    async callNext() {
      if (nextAct(desk).name === "call") await commands.callNext();
      else setNotice(cannotCall(desk));
    },
    async finish() {
      if (dirty.current && !(await confirm({ title: t("Hồ sơ đang nhập chưa lưu"), text: t("Hoàn thành phiếu thì phần đang nhập sẽ mất. Xin lưu hồ sơ trước, nếu cần."), yes: t("Bỏ phần đang nhập và hoàn thành"), danger: true }))) return;
      const left = withoutReceipt(ticket.dossiers, more).length;
      if (left && !(await confirm({ title: tn("{n} hồ sơ chưa in giấy hẹn", left), text: t("Người nộp cần giấy hẹn để biết ngày trả kết quả."), yes: t("Vẫn hoàn thành"), danger: true }))) return;
      await end(commands.finish(ticket));
    },
    async miss() {
      const sure = await confirm({ title: t("Báo vắng phiếu {number}?", { number: ticket.number }), text: tn("Phiếu đã được gọi {n} lần. Sau khi báo vắng, quầy gọi số khác.", ticket.calls), yes: t("Báo vắng"), danger: true });
      if (sure) await end(commands.miss(ticket));
    },
    async choose(/** @type {any} */ row) {
      const sure = await confirm({ title: t("Gọi {number} trước lượt?", { number: row.number }), text: t("Những người đến trước vẫn chờ. Việc chọn số được ghi vào nhật ký."), yes: t("Gọi {number}", { number: row.number }) });
      if (sure) await commands.callTicket(row.id);
    },
    async close() {
      const sure = await confirm({ title: t("Đóng quầy {number}?", { number: desk.counter.number }), text: t("Quầy ngừng gọi số, và người khác có thể ngồi vào."), yes: t("Đóng quầy") });
      if (sure) await commands.close();
    },
    async receipt() {
      const job = await commands.receipt(ticket);
      if (job && job.id === null) setNotice({ kind: "warning", title: t("Chưa có máy in"), text: t("Trung tâm chưa khai báo máy in nào. Xin báo người quản trị.") });
    },
  };
  return acts;
}

/** @param {any} desk @param {ReturnType<typeof actsOf>} acts @param {() => void} help @returns {Record<string, () => void>} */
export function keysOf(desk, acts, help) {
  const { ticket } = desk;
  /** @type {Record<string, () => void>} */
  const keys = {
    "?": help, N: acts.callNext, F2: acts.callNext, Q: focusQueue,
    P: desk.counter.status === "open" ? acts.pause : acts.open,
  };
  if (!ticket) return keys;
  keys.D = () => document.getElementById("procedure")?.focus();
  if (ticket.dossiers.length) keys.I = acts.receipt;
  if (ticket.state === "called") return { ...keys, S: () => acts.serve(ticket), R: () => acts.recall(ticket), V: acts.miss };
  return { ...keys, E: acts.finish };
}
