/** Reads the fields of a form into the body of a request, each by its data-kind; says what a person typed wrong. */
import { formatNumber, language, t } from "layso/words.js";

/** @typedef {{value?: any, text?: string, at?: Element, input?: Element, merge?: boolean}} Read  `text`: what is wrong */
/** @type {Record<string, (field: HTMLElement, form: HTMLFormElement) => Read>} */
export const READERS = {
  whole: amount,
  decimal: amount,
  text(field) {
    const typed = inputOf(field).value.trim();
    return typed || "empty" in field.dataset ? { value: typed } : { text: t("Xin điền vào ô này.") };
  },
  letter(field) {
    const typed = inputOf(field).value.trim().toUpperCase();
    return /^[A-Z]$/.test(typed) ? { value: typed } : { text: t("Xin nhập một chữ từ A đến Z, không dấu.") };
  },
  date(field) {
    const { value, validity } = inputOf(field);
    return value && !validity.badInput ? { value } : { text: t("Xin chọn một ngày có thật.") };
  },
  flag: (field) => ({ value: inputOf(field).checked }),
  choice: (field) => ({ value: /** @type {HTMLInputElement|null} */ (field.querySelector("input:checked"))?.value }),
};

/** @param {Element} field */
export const inputOf = (field) => /** @type {HTMLInputElement} */ (field.querySelector("input"));

/** @param {HTMLElement} field @returns {Read} */
function amount(field) {
  const { low, high, scale, kind } = field.dataset;
  const typed = inputOf(field).value.trim();
  if (!typed && "empty" in field.dataset) return { value: null };
  const number = Number(kind === "decimal" ? typed.replace(",", ".") : typed);
  const fits = typed && (kind === "decimal" ? /^\d+([.,]\d+)?$/ : /^\d+$/).test(typed);
  if (!fits || number < Number(low) || number > Number(high)) return { text: rangeWords(Number(low), Number(high), kind) };
  return { value: scale ? Math.round(number * Number(scale)) : number };
}

/** @param {number} low @param {number} high @param {string} [kind] */
function rangeWords(low, high, kind) {
  const range = { low: formatNumber(low), high: formatNumber(high) };
  if (kind !== "decimal") return t("Xin nhập một số nguyên từ {low} đến {high}.", range);
  return t("Xin nhập một số từ {low} đến {high}, ví dụ {example}.", { ...range, example: language() === "vi" ? "2,5" : "2.5" });
}

/**
 * Read a whole form.
 * @param {HTMLFormElement} form
 * @returns {{body: Record<string, any>, wrong: {field: Element, text: string, input?: Element}[]}}
 */
export function readForm(form) {
  /** @type {Record<string, any>} */
  const body = {};
  const wrong = [];
  for (const field of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-kind]"))) {
    const read = READERS[field.dataset.kind ?? ""](field, form);
    if (read.text !== undefined) wrong.push({ field: read.at ?? field, text: read.text, input: read.input });
    else if (read.merge) Object.assign(body, read.value);
    else put(body, (field.dataset.name ?? "").split("."), read.value);
  }
  return { body, wrong };
}

/** @param {Record<string, any>} body @param {string[]} path @param {any} value */
function put(body, [first, ...rest], value) {
  if (rest.length) put((body[first] ??= {}), rest, value);
  else body[first] = value;
}

/** Make a code out of words: "Sáng đông" → "sang-dong", another when that one is taken. @param {string} words @param {string[]} taken */
export function codeOf(words, taken) {
  const plain = words.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
  const code = plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 36) || "x";
  if (!taken.includes(code)) return code;
  let number = 2;
  while (taken.includes(`${code}-${number}`)) number += 1;
  return `${code}-${number}`;
}
