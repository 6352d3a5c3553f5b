/** The editor of a week's hours: two spans and more a day, typed as people do; null while its own choice is off. */
import { t } from "layso/words.js";

const TIME = /^([01]?\d|2[0-3])(?:[:hg.]?([0-5]\d))?$/i;
const WORKDAYS = ["tuesday", "wednesday", "thursday", "friday"];

/** "7h30", "730" and "7:30" are 07:30; what is no time stays as it is. @param {string} typed */
function timeOf(typed) {
  const found = typed.trim().replace(/[hg]$/i, "").match(TIME);
  return found ? `${found[1].padStart(2, "0")}:${found[2] ?? "00"}` : typed.trim();
}

/** @param {HTMLElement} field @param {HTMLFormElement} form @returns {import("./fields.js").Read} */
export function readWeek(field, form) {
  if (!isOn(field, form)) return { value: null };
  /** @type {Record<string, string[]>} */
  const week = {};
  for (const day of daysOf(field)) {
    const spans = spansOf(day);
    for (const [from, to] of spans) {
      const wrong = [from, to].find((input) => !/^\d\d:\d\d$/.test(timeOf(input.value)));
      if (wrong) return { text: t("Xin nhập đủ giờ bắt đầu và giờ kết thúc, ví dụ 07:30 và 11:30."), at: day, input: wrong };
    }
    if (spans.length) week[day.dataset.day ?? ""] = spans.map((span) => span.map((input) => timeOf(input.value)).join("-"));
  }
  return Object.keys(week).length ? { value: week } : { text: t("Xin nhập giờ mở cửa của ít nhất một ngày.") };
}

/** Show or hide the days by the choice above them, tidy what is typed, copy Monday. @param {HTMLElement} field @param {HTMLFormElement} form */
export function beginWeek(field, form) {
  const show = () => field.toggleAttribute("hidden", !isOn(field, form));
  form.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement)) return;
    if ("toggle" in input.dataset) show();
    if ("time" in input.dataset && input.value) input.value = timeOf(input.value);
  });
  field.querySelector("[data-copy-week]")?.addEventListener("click", () => {
    const days = daysOf(field);
    const monday = inputsOf(days[0]).map((input) => input.value);
    for (const day of days.filter((one) => WORKDAYS.includes(one.dataset.day ?? ""))) {
      inputsOf(day).forEach((input, place) => (input.value = monday[place] ?? ""));
    }
    form.dispatchEvent(new Event("input"));
  });
  show();
}

/** @param {HTMLElement} field @param {HTMLFormElement} form */
function isOn(field, form) {
  const choice = /** @type {HTMLInputElement|null} */ (form.querySelector(`#${field.dataset.nullUnless}`));
  return choice?.checked ?? true;
}

/** @param {HTMLElement} field @returns {HTMLElement[]} */
const daysOf = (field) => [...field.querySelectorAll("[data-day]")].map((day) => /** @type {HTMLElement} */ (day));

/** @param {Element} day @returns {HTMLInputElement[]} */
const inputsOf = (day) => [...day.querySelectorAll("input")];

/** The spans of a day in which anything is typed. @param {Element} day @returns {HTMLInputElement[][]} */
const spansOf = (day) => [...day.querySelectorAll(".week-span")].map(inputsOf).filter((span) => span.some((input) => input.value.trim()));
