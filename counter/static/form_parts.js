/** The values of the dossier form, how they are kept as a draft, and its small parts. */
import { html } from "htm/preact";
import { t } from "layso/words.js";
import { CLOSING } from "./due_field.js";

export const CODE = /^\d\.\d{6}$/;
const channels = () => [["direct", t("Trực tiếp")], ["online", t("Trực tuyến")], ["postal", t("Bưu chính")]];

/** @typedef {{text: string, chosen: any, applicant: string, channel: string, due_day: string, due_time: string}} Form */

/** @param {string} applicant @param {string} channel @returns {Form} */
export const blank = (applicant, channel) => ({ text: "", chosen: null, applicant, channel, due_day: "", due_time: CLOSING });

/** What is kept of a half-typed form. @param {Form} form */
export const draftOf = ({ text, chosen, applicant, channel, due_day, due_time }) =>
  ({ procedure: chosen?.code ?? text, applicant, channel, due_on: due_day && `${due_day} ${due_time}` });

/** @param {any} draft @returns {Form} */
export function formOf(draft) {
  const [due_day, due_time = CLOSING] = draft.due_on.split(" ");
  return { text: draft.procedure, chosen: null, applicant: draft.applicant, channel: draft.channel, due_day, due_time };
}

/** @param {{value: string, change: (part: Partial<Form>) => void}} props */
export const Channel = ({ value, change }) => html`<fieldset class="field">
  <legend>${t("Hình thức nộp")}</legend>
  <div class="choices">${channels().map(([code, words]) => html`<label class="choice">
    <input type="radio" name="channel" value=${code} checked=${value === code} onChange=${() => change({ channel: code })} />${words}</label>`)}</div>
</fieldset>`;

/** @param {{state: string}} props */
export const Kept = ({ state }) => html`<span class=${`small ${state === "lost" ? "strong" : "faint"}`} data-draft=${state}>
  ${state === "lost" ? t("Bản nháp chưa lưu được, đang thử lại…") : state === "typing" ? t("Đang lưu nháp…") : t("Bản nháp được lưu từng chữ")}</span>`;
