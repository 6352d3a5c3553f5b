/** Ask before a move that cannot be taken back. */
import { html } from "htm/preact";
import { render } from "preact";
import { t } from "./words.js";

/**
 * Ask a yes/no question; resolves true when agreed, false on Esc or "no". The safe answer has the focus.
 * @param {{title: string, text?: string, yes: string, no?: string, danger?: boolean}} question
 * @returns {Promise<boolean>}
 */
export function confirm({ title, text, yes, no = t("Quay lại"), danger = false }) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "dialog-title");
  document.body.append(dialog);
  const yesClass = danger ? "button button-danger" : "button button-primary";
  render(html`
    <h2 class="dialog-title" id="dialog-title">${title}</h2>
    ${text && html`<p class="dialog-text">${text}</p>`}
    <div class="dialog-acts">
      <button class="button" type="button" autofocus onClick=${() => dialog.close("no")}>${no}</button>
      <button class=${yesClass} type="button" onClick=${() => dialog.close("yes")}>${yes}</button>
    </div>`, dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
    dialog.showModal();
  });
}
