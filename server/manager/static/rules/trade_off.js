/** What each rule would have done to each class on past days, beside how it was: one table, one measure at a time. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { api, Offline, Problem } from "layso/api.js";
import { Icon } from "layso/icon.js";
import { formatNumber, pick, t, tn } from "layso/words.js";
import { difference, duration } from "./durations.js";

const DAYS = [5, 10, 20, 40, 60];
const SLOWEST_MS = 30_000;
const NOISE_S = 30; // the replay's free counter calls at once: so little says nothing about the rule

/** @returns {Record<string, [string, string]>} */
const measures = () => ({
  mean_s: [t("Chờ trung bình"), t("Cộng thời gian chờ của mọi lượt rồi chia cho số lượt.")],
  p95_s: [t("Chờ lâu nhất của 95%"), t("95 trong 100 lượt không chờ lâu hơn mức này.")],
  longest_s: [t("Chờ lâu nhất"), t("Lượt chờ lâu nhất trong tất cả các ngày.")],
  overtaken: [t("Số lần bị vượt"), t("Bao nhiêu lần một người còn chờ mà người đến sau, cùng lĩnh vực, được gọi trước.")],
});

/** @param {{names: Record<string, string>, choose: (kind: string, said: string[]) => Promise<any>}} props */
export function TradeOff({ names, choose }) {
  const [days, setDays] = useState(20);
  const [measure, setMeasure] = useState("mean_s");
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [error, setError] = useState("");
  useEffect(() => {
    let latest = true;
    setError("");
    api("GET", `/api/v1/policy/trade-off?days=${days}`, undefined, { timeout_ms: SLOWEST_MS })
      .then((answer) => latest && setFound(answer), (/** @type {unknown} */ problem) => latest && setError(wordsOf(problem)));
    return () => { latest = false; };
  }, [days]);
  if (error) return html`<div class="notice notice-warning"><${Icon} name="circle-alert" /><p>${error}</p></div>`;
  if (!found) return html`<p class="soft">${t("Đang tính lại những ngày qua…")}</p>`;
  if (!found.days.length) return html`<p class="soft">${t("Chưa có ngày nào để so sánh. Sau ngày làm việc đầu tiên, bảng sẽ hiện ở đây.")}</p>`;
  return html`<div class="trade-off">
    <p class="lead">${basis(found)}</p>
    <div class="row">
      <fieldset class="measures"><legend class="visually-hidden">${t("Xem theo")}</legend>
        ${Object.entries(measures()).map(([code, [name]]) => html`<label class="choice"><input type="radio" name="measure" value=${code} checked=${measure === code} onChange=${() => setMeasure(code)} /> ${name}</label>`)}
      </fieldset>
      <label class="row gap-s">${t("Tính trên")} <select class="input trade-days" onChange=${(/** @type {any} */ event) => setDays(Number(event.target.value))}>
        ${DAYS.map((one) => html`<option value=${one} selected=${one === days}>${tn("{n} ngày làm việc", one)}</option>`)}</select></label>
    </div>
    <p class="soft">${measures()[measure][1]}</p>
    <${Table} found=${found} measure=${measure} names=${names} choose=${choose} />
    <p class="soft small">${notes(found)}</p>
  </div>`;
}

/** @param {{found: any, measure: string, names: Record<string, string>, choose: (kind: string, said: string[]) => Promise<any>}} props */
function Table({ found, measure, names, choose }) {
  const counts = new Map(found.as_it_was.map((/** @type {any} */ one) => [one.priority, one.count]));
  const classes = [null, ...found.classes.map((/** @type {any} */ one) => one.code)];
  const was = valuesOf(found.as_it_was, measure);
  return html`<div class="table-wrap" tabindex="0" role="group" aria-labelledby="trade-off-title"><table class="table table-compact comparison">
    <thead><tr><th scope="col">${t("Cách gọi")}</th>
      ${classes.map((code) => html`<th scope="col" class="number">${code === null ? t("Tất cả") : pick(found.classes.find((/** @type {any} */ one) => one.code === code).name)}<span class="of">${tn("{n} lượt", counts.get(code) ?? 0)}</span></th>`)}</tr></thead>
    <tbody>
      <tr class="as-it-was"><th scope="row">${t("Thực tế đã diễn ra")}</th>${classes.map((code) => html`<td class="number">${shown(was.get(code), measure)}</td>`)}</tr>
      ${found.policies.map((/** @type {any} */ policy) => {
        const values = valuesOf(policy.outcomes, measure);
        return html`<tr key=${policy.kind} data-kind=${policy.kind} class=${policy.in_force ? "in-force" : ""}>
          <th scope="row"><span class="comparison-name">${names[policy.kind]}</span>
            ${policy.in_force ? html`<span class="badge badge-success"><${Icon} name="circle-check" /> ${t("đang dùng")}</span>`
              : html`<button class="button button-small" type="button" onClick=${() => choose(policy.kind, gains(found, policy))}>${t("Chọn cách này")}</button>`}</th>
          ${classes.map((code) => html`<td class="number">${shown(values.get(code), measure)}<${Change} was=${was.get(code)} value=${values.get(code)} measure=${measure} /></td>`)}
        </tr>`;
      })}
    </tbody></table></div>`;
}

/** How a value differs from how it was. @param {{was: number|null, value: number|null, measure: string}} props */
function Change({ was, value, measure }) {
  const by = value === null || was === null ? 0 : value - was;
  const words = measure === "overtaken" ? by && `${by < 0 ? "−" : "+"}${formatNumber(Math.abs(by))}` : difference(by);
  const counts = Math.abs(by) >= (measure === "overtaken" ? 1 : NOISE_S);
  return html`<span class=${`change ${!counts ? "" : by < 0 ? "better" : "worse"}`}>${words || t("như thực tế")}</span>`;
}

/** @param {any[]} outcomes @param {string} measure @returns {Map<string|null, number|null>} */
const valuesOf = (outcomes, measure) => new Map(outcomes.map((one) => [one.priority, one[measure]]));

/** @param {number|null|undefined} value @param {string} measure */
const shown = (value, measure) => (measure === "overtaken" ? formatNumber(value ?? 0) : duration(value ?? null));

/** What choosing a policy would have meant for each class, both as replayed. @param {any} found @param {any} policy */
function gains(found, policy) {
  const now = valuesOf(found.policies.find((/** @type {any} */ one) => one.in_force)?.outcomes ?? [], "mean_s");
  return policy.outcomes.slice(1).map((/** @type {any} */ one) => t("{name}: chờ trung bình {before} → {after}.", {
    name: pick(found.classes.find((/** @type {any} */ each) => each.code === one.priority).name),
    before: duration(now.get(one.priority) ?? null),
    after: duration(one.mean_s),
  }));
}

/** @param {any} found */
function basis(found) {
  const day = (/** @type {string} */ written) => written.split("-").reverse().join("/");
  const [first, last] = [day(found.days[0]), day(found.days[found.days.length - 1])];
  if (found.so_far) return t("Chưa có ngày nào trước hôm nay, nên tạm tính trên {n} lượt của hôm nay đến lúc này.", { n: formatNumber(found.replayed) });
  return t("Hệ thống cho {n} lượt của {days} ngày làm việc ({first} – {last}) đi lại theo từng cách: người đến, quầy mở và thời gian tại quầy giữ nguyên như thật, chỉ thứ tự gọi thay đổi.", { n: formatNumber(found.replayed), days: found.days.length, first, last });
}

/** @param {any} found */
function notes(found) {
  const { left, moved_on, incomplete, still_open, unstaffed } = found.left_out;
  const total = left + moved_on + incomplete + still_open + unstaffed;
  const said = [t("Trong bản tính lại, quầy rảnh là gọi ngay, nên cách đang dùng cũng hơi khác thực tế. Diện nào chưa có số phút hay bậc thì theo hai cách đó được tính như người thường.")];
  if (total) said.push(t("Không tính {total} lượt: {left} rời đi trước khi được gọi, {moved_on} chuyển hàng trước khi được gọi, {incomplete} chưa xong khi hết ngày, {still_open} đang mở, {unstaffed} không có quầy mở.", { total: formatNumber(total), left, moved_on, incomplete, still_open, unstaffed }));
  return said.join(" ");
}

/** @param {unknown} problem */
function wordsOf(problem) {
  if (problem instanceof Offline) return t("Máy chủ chưa trả lời. Xin tải lại trang sau ít phút.");
  if (problem instanceof Problem) return problem.detail;
  throw problem;
}
