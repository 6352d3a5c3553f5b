/** Why there is no ticket at the counter, said calmly: closed, paused until when, awaiting, wrapping up, nobody waits. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { formatClock, formatTime, t, tn } from "layso/words.js";
import { useNow, wallTime } from "./clock.js";
import { waitingAt } from "./next_act.js";

/** @param {{desk: any, arrived: string}} props */
export function Nobody({ desk, arrived }) {
  const { counter } = desk;
  const now = useNow();
  const waiting = waitingAt(desk);
  const wrap_s = (Date.parse(counter.wrap_up_until ?? "") - now) / 1000;
  if (counter.status === "closed") return html`<${Calm} icon="door-closed" title=${t("Quầy đang đóng")} text=${t("Mở quầy để bắt đầu gọi số.")} />`;
  if (counter.status === "paused") return html`<${Paused} counter=${counter} now=${now} />`;
  const timer = wrap_s > 0 && html`<p class="calm-timer number" role="timer">${formatClock(Math.ceil(wrap_s))}</p>`;
  if (counter.awaits_next) return html`<${Calm} icon="hourglass" title=${t("Sẽ gọi ngay người đến tiếp theo")} text=${t("Ai lấy số đầu tiên được gọi tới quầy này, không cần bấm gì.")} />`;
  if (timer) return html`<${Calm} icon="timer" title=${t("Hoàn tất giấy tờ")} text=${counter.auto_call ? t("Hết giờ này quầy tự gọi người tiếp theo.") : tn("{n} người đang chờ. Xong sớm thì gọi ngay được.", waiting)}>${timer}</${Calm}>`;
  if (waiting === 0) return html`<${Calm} icon="coffee" title=${t("Không có ai đang chờ")} text=${counter.auto_call ? t("Có người đến thì quầy tự gọi.") : t("Khi có người lấy số, màn hình sẽ báo ngay.")} />`;
  return html`<${Calm} icon=${arrived ? "bell-ring" : "users"} title=${tn("{n} người đang chờ", waiting)} text=${arrived || t("Máy chọn người tiếp theo theo thứ tự và diện ưu tiên.")} fresh=${arrived !== ""} />`;
}

/** @param {{counter: any, now: number}} props */
function Paused({ counter, now }) {
  const time = counter.back_at && formatTime(wallTime(counter.back_at));
  const late = counter.back_at && Date.parse(counter.back_at) <= now;
  const reason = counter.pause_reason && t("Lý do: {reason}.", { reason: counter.pause_reason });
  const back = !time ? t("Người dân thấy quầy tạm nghỉ. Mở lại khi sẵn sàng.") : late ? t("Đã đến giờ trở lại. Mở lại khi sẵn sàng.") : t("Người dân thấy giờ trở lại này.");
  return html`<${Calm} icon=${late ? "bell-ring" : "circle-pause"} title=${time ? t("Tạm nghỉ đến {time}", { time }) : t("Quầy đang tạm nghỉ")} text=${`${reason} ${back}`.trim()} />`;
}

/** @param {{icon: string, title: string, text: string, fresh?: boolean, children?: any}} props */
const Calm = ({ icon, title, text, fresh = false, children }) => html`<div class=${`calm ${fresh ? "is-new" : ""}`}>
  <${Icon} name=${icon} large />
  <div role="status"><h2 class="calm-title" id="now-title">${title}</h2><p class="soft">${text}</p></div>
  ${children}
</div>`;

