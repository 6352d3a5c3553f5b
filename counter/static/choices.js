/** What a dialog offers: a choice with its key, a list of numbered choices, and a reason in a few words. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Icon } from "layso/icon.js";
import { t } from "layso/words.js";

const LONGEST = 200;
const KEYS = "123456789";

/**
 * @typedef {object} ChoiceProps
 * @property {string} words
 * @property {string} [note]
 * @property {string} [icon]
 * @property {string} [name]  the key; "" for none
 * @property {string} [off]   why it cannot be taken now
 * @property {boolean} [first]  the focus begins here
 * @property {boolean} [danger]
 * @property {() => void} take
 */

/** One choice: its key, an icon, words and a note; one that cannot be taken says why. @param {ChoiceProps} props */
export function Choice({ words, note = "", icon = "", name = "", off = "", first = false, danger = false, take }) {
  return html`<button class=${`pick ${danger ? "pick-danger" : ""}`} type="button" data-key=${name || undefined} data-first=${first && !off ? "" : undefined}
    aria-disabled=${off ? "true" : undefined} onClick=${() => off || take()}>
    ${name && html`<kbd class="key">${name.replace("Shift+", "⇧")}</kbd>`}
    ${icon && html`<${Icon} name=${icon} />`}
    <span class="pick-words">${words}${(off || note) && html`<span class="pick-note">${off || note}</span>`}</span>
  </button>`;
}

/**
 * Choices numbered from `from`, so that a digit takes one.
 * @param {{rows: Omit<ChoiceProps, "name">[], from?: number, label?: string}} props
 */
export const Choices = ({ rows, from = 1, label }) => html`<ul class="picks" role="list" aria-label=${label}>
  ${rows.map((row, n) => html`<li key=${n}><${Choice} ...${row} name=${KEYS[n + from - 1] ?? ""} /></li>`)}
</ul>`;

/**
 * Ready reasons to take with a digit, and a field for another one.
 * @param {{reasons: string[], yes: string, take: (reason: string) => void, focus?: boolean}} props
 */
export function Reasons({ reasons, yes, take, focus = true }) {
  const [text, setText] = useState("");
  const given = text.trim();
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (given) take(given);
  };
  return html`
    <${Choices} rows=${reasons.map((words, n) => ({ words, first: focus && n === 0, take: () => take(words) }))} />
    <form class="reason" onSubmit=${send}>
      <input class="input" aria-label=${t("Lý do khác")} placeholder=${t("Lý do khác")} autocomplete="off" maxlength=${LONGEST} value=${text}
        onInput=${(/** @type {any} */ event) => setText(event.target.value)} />
      <button class="button" type="submit" aria-disabled=${given ? undefined : "true"}>${yes}</button>
    </form>`;
}
