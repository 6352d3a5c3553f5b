/** Tells what is wrong with a form: next to the field it is about, or at the form's foot. Words come from elsewhere. */
import { Offline, Problem } from "layso/api.js";
import { t } from "layso/words.js";

/** @param {HTMLElement} form */
export function clear(form) {
  for (const told of form.querySelectorAll("[data-error]")) told.setAttribute("hidden", "");
  for (const field of form.querySelectorAll(".field-invalid")) field.classList.remove("field-invalid");
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  form.querySelector("[data-refusal]")?.setAttribute("hidden", "");
}

/** Say what is wrong with one field. @param {Element} field  holds its [data-error] @param {string} text @param {Element} [input] */
export function tell(field, text, input) {
  const told = /** @type {HTMLElement} */ (field.querySelector(":scope > [data-error]"));
  const words = told.querySelector("span");
  if (words) words.textContent = text;
  told.hidden = false;
  field.classList.add("field-invalid");
  const wrong = input ? [input] : field.querySelectorAll("input, select");
  for (const one of wrong) one.setAttribute("aria-invalid", "true");
}

/** Bring the eye to the first thing that is wrong. @param {HTMLElement} form */
export function lead(form) {
  const first = form.querySelector("[aria-invalid]") ?? form.querySelector("[data-refusal]:not([hidden])");
  if (first instanceof HTMLElement) {
    if (!first.matches("input, select")) first.tabIndex = -1;
    first.focus();
  }
}

/** @param {HTMLElement} place  holds a [data-refusal] @param {string} title @param {string} text */
export function refuse(place, title, text) {
  const notice = /** @type {HTMLElement} */ (place.querySelector("[data-refusal]"));
  for (const [part, words] of [["title", title], ["text", text]]) {
    const line = notice.querySelector(`[data-refusal-${part}]`);
    if (line) line.textContent = words;
  }
  notice.hidden = false;
}

/**
 * Tell a refusal of the server where it belongs.
 * @param {HTMLElement} form @param {unknown} error @param {Record<string, any>} [sent]
 */
export function tellRefusal(form, error, sent = {}) {
  if (error instanceof Offline) {
    refuse(form, t("Máy chủ chưa trả lời"), t("Chưa biết đã lưu được hay chưa. Xin xem mạng rồi lưu lại."));
    return;
  }
  if (!(error instanceof Problem)) throw error;
  const fields = fieldsOf(form, error, sent);
  for (const field of fields) tell(field, error.detail || error.title);
  if (!fields.length) refuse(form, error.title, error.detail);
}

/** @param {HTMLElement} form @param {Problem} problem @param {Record<string, any>} sent @returns {Element[]} */
function fieldsOf(form, problem, sent) {
  const named = (problem.body.errors ?? []).map((/** @type {any} */ one) => one.field);
  if (problem.body.details?.field) named.push(problem.body.details.field);
  const byCode = JSON.parse(form.dataset.refusals ?? "{}")[problem.code];
  if (byCode) named.push(byCode.split(" ").find((/** @type {string} */ name) => name in sent) ?? byCode.split(" ")[0]);
  return named
    .map((/** @type {string} */ name) => form.querySelector(`[data-name="${CSS.escape(name)}"], [data-day="${CSS.escape(name)}"]`))
    .filter((/** @type {Element|null} */ field) => field?.querySelector(":scope > [data-error]"));
}
