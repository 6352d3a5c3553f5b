/** The words of this page in both languages, and Vietnamese and English ways to write days, times and numbers.
 * Source strings are Vietnamese; English comes from the page's `words` JSON. */
import { readJson } from "./boot.js";

/** @typedef {"vi"|"en"} Language */
/** @type {Record<string, Record<string, string|string[]>>} */
const words = readJson("words");
/** @type {Set<(language: Language) => void>} */
const listeners = new Set();

/** @returns {Language} */
export const language = () => (document.documentElement.lang === "en" ? "en" : "vi");

/**
 * Say a Vietnamese source string in the page's language, with {name} places filled in.
 * @param {string} text  always a literal in double quotes, so that it can be collected
 * @param {Record<string, string|number>} [values]
 */
export function t(text, values = {}) {
  const found = words[language()]?.[text];
  return fill(typeof found === "string" ? found : (found?.[1] ?? text), values);
}

/**
 * Say a Vietnamese source string whose English differs for one and many; {n} is the count.
 * @param {string} text
 * @param {number} n
 * @param {Record<string, string|number>} [values]
 */
export function tn(text, n, values = {}) {
  const found = words[language()]?.[text];
  const form = Array.isArray(found) ? found[n === 1 ? 0 : 1] : found;
  return fill(form ?? text, { n: formatNumber(n), ...values });
}

/** @param {string} text @param {Record<string, string|number>} values */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/**
 * Pick the page's language out of `{vi, en}`; Vietnamese when the other is missing.
 * @param {{vi: string, en?: string|null}} names
 */
export const pick = (names) => (language() === "en" && names.en) || names.vi;

/**
 * Switch the page's language, remember it, and tell who listens (redraw there).
 * @param {Language} next
 */
export function setLanguage(next) {
  document.documentElement.lang = next;
  document.cookie = `layso_language=${next}; path=/; max-age=31536000; samesite=strict`;
  listeners.forEach((listen) => listen(next));
}

/** @param {(language: Language) => void} listen @returns {() => void} stops listening */
export function onLanguage(listen) {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

const VI_DAYS = ["Chủ nhật", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy"];

/** "thứ Hai, 23/11/2026" or "Monday, 23/11/2026". @param {Date} date */
export function formatDay(date) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const weekday = language() === "vi"
    ? VI_DAYS[date.getDay()]
    : date.toLocaleDateString("en-GB", { weekday: "long" });
  return `${weekday}, ${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`;
}

/** "07:30", in both languages. @param {Date} date */
export const formatTime = (date) =>
  `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;

/** "4.749" in Vietnamese, "4,749" in English. @param {number} n */
export const formatNumber = (n) => n.toLocaleString(language() === "vi" ? "vi-VN" : "en-GB");

/**
 * Say a rough wait: "khoảng 5–10 phút", "about 5–10 min"; below a minute "dưới 1 phút".
 * @param {number} low_s  @param {number} [high_s]
 */
export function formatWait(low_s, high_s = low_s) {
  const [low, high] = [Math.floor(low_s / 60), Math.ceil(high_s / 60)];
  if (high <= 1) return t("dưới 1 phút");
  return low === high || low < 1 ? t("khoảng {high} phút", { high }) : t("khoảng {low}–{high} phút", { low, high });
}

/** A running clock: "4:05" or "1:04:05". @param {number} seconds */
export function formatClock(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const [hours, minutes] = [Math.floor(s / 3600), Math.floor(s / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}
