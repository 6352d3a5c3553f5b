/** Both languages at once: a board has no switch, so every word stands there in Vietnamese with English beside it. */
import { html } from "htm/preact";
import { readJson } from "layso/boot.js";

/** @typedef {{vi: string, en: string}} Both */
const english = readJson("words").en ?? {};

/**
 * Say a Vietnamese source string in both languages, with {name} places filled in.
 * @param {string} text  always a literal in double quotes, so that it can be collected
 * @param {Record<string, string|number>} [values]
 * @returns {Both}
 */
export function t(text, values = {}) {
  const fill = (/** @type {string} */ said) => said.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  return { vi: fill(text), en: fill(english[text] ?? text) };
}

/** Vietnamese, and small English under it. @param {{say: Both, class?: string}} props */
export const Both = ({ say, class: name = "" }) => html`<span class=${`both ${name}`}>
  <span class="both-vi">${say.vi}</span> <span class="both-en" lang="en">${say.en}</span>
</span>`;
