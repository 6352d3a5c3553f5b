/** What the clerk does with the counter: pause, close, serve who walks in, take back the last step. */
import { t } from "layso/words.js";
import { sure } from "./ask.js";
import { askPause, askWalkIn } from "./ask_counter.js";
import { whyNotFree } from "./ask_row.js";
import { serverNow } from "./clock.js";
import { stepLeft } from "./undo.js";

/** @param {import("./desk_acts.js").Given} given */
export function counterActsOf({ desk, more, hall, commands, setNotice, setLast }) {
  return {
    async pause() {
      const pause = await askPause();
      if (pause) await commands.pause(pause);
    },
    async open() {
      await commands.open();
    },
    async close() {
      const agreed = await sure({ title: t("Đóng quầy {number}?", { number: desk.counter.number }), text: t("Quầy ngừng gọi số, và người khác có thể ngồi vào."), yes: t("Đóng quầy") });
      if (agreed) await commands.close();
    },
    async walkIn() {
      const why = whyNotFree(desk);
      if (why) return setNotice({ kind: "", title: t("Chưa phục vụ trực tiếp được"), text: t("Chỉ khi quầy mở và trống: {why}.", { why }) });
      const order = await askWalkIn(desk, more, hall);
      if (order) await commands.walkIn(order);
    },
    /** Take back the last step; a next arrival that was awaited with it is awaited no longer. */
    async undo() {
      const step = stepLeft(desk.undo, serverNow()) > 0 ? desk.undo.ticket : null;
      const awaits = desk.counter.awaits_next;
      if (step === null && !awaits) return setNotice({ kind: "", title: t("Không có gì để hoàn tác"), text: t("Chỉ hoàn tác được việc vừa làm, trong 10 giây.") });
      if ((await commands.undo(step, awaits)) && step !== null) setLast(null);
    },
  };
}
