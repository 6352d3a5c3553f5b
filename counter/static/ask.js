/** Questions and choices in a dialog: the focus stays inside and returns, Esc closes, a key takes what bears it, arrows walk. */
import { html } from "htm/preact";
import { render } from "preact";
import { t } from "layso/words.js";
import { isField, isOff, nameOf } from "./keys.js";

const STOPS = "button, a[href], input";

/**
 * Ask, and wait for the answer; null when the dialog was closed without one. The focus begins at `[data-first]`, else
 * at the way back.
 * @param {object} asked
 * @param {string} asked.title
 * @param {string} [asked.text]
 * @param {boolean} [asked.wide]
 * @param {(answer: (value: any) => void) => any} [asked.body]  what there is to choose from
 * @param {(answer: (value: any) => void) => any} [asked.acts]  buttons beside the way back
 * @returns {Promise<any>}
 */
export function ask({ title, text, wide = false, body, acts }) {
  const dialog = document.createElement("dialog");
  dialog.className = wide ? "dialog ask ask-wide" : "dialog ask";
  dialog.setAttribute("aria-labelledby", "ask-title");
  document.body.append(dialog);
  return new Promise((resolve) => {
    /** @type {any} */ let given = null;
    const answer = (/** @type {any} */ value) => {
      given = value;
      dialog.close();
    };
    dialog.addEventListener("keydown", (event) => onKey(event, dialog));
    dialog.addEventListener("close", () => {
      render(null, dialog);
      dialog.remove();
      resolve(given);
    });
    render(html`
      <h2 class="dialog-title" id="ask-title">${title}</h2>
      ${text && html`<p class="dialog-text">${text}</p>`}
      ${body && html`<div class="ask-body">${body(answer)}</div>`}
      <div class="dialog-acts">
        <button class="button" type="button" data-back onClick=${() => dialog.close()}>${t("Quay lại")}<kbd class="key">Esc</kbd></button>
        ${acts?.(answer)}
      </div>`, dialog);
    dialog.showModal();
    /** @type {HTMLElement|null} */ (dialog.querySelector("[data-first]") ?? dialog.querySelector("[data-back]"))?.focus({ preventScroll: true });
  });
}

/**
 * Ask whether to do what cannot be taken back, or not for long. The safe answer has the focus; `key` is the other one's.
 * @param {{title: string, text?: string, yes: string, key?: string, danger?: boolean}} question
 * @returns {Promise<boolean>}
 */
export async function sure({ title, text, yes, key = "", danger = false }) {
  const acts = (/** @type {(value: boolean) => void} */ answer) => html`
    <button class=${`button ${danger ? "button-danger" : "button-primary"}`} type="button" data-key=${key} onClick=${() => answer(true)}>
      ${yes}${key && html`<kbd class="key">${key}</kbd>`}</button>`;
  return (await ask({ title, text, acts })) === true;
}

/** @param {KeyboardEvent} event @param {HTMLDialogElement} dialog */
function onKey(event, dialog) {
  if (event.repeat && (event.key === "Enter" || event.key === " ")) return event.preventDefault();
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || isField(event.target)) return;
  const name = nameOf(event);
  const bearer = isOff(name) ? null : /** @type {HTMLElement|null} */ (dialog.querySelector(`[data-key="${CSS.escape(name)}"]:not([aria-disabled])`));
  if (bearer) {
    event.preventDefault();
    bearer.click();
  } else if (!(event.target instanceof HTMLInputElement)) walk(event, dialog);
}

/** @param {KeyboardEvent} event @param {HTMLDialogElement} dialog */
function walk(event, dialog) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const stops = /** @type {HTMLElement[]} */ ([...dialog.querySelectorAll(STOPS)]);
  const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  stops[(at + step + stops.length) % stops.length]?.focus();
}
