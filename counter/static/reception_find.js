/** Look a ticket up by its number, or take one of those given out here last. */
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { Icon } from "layso/icon.js";
import { t } from "layso/words.js";
import { useKeys } from "./keys.js";

/**
 * @param {{seek: (number: string) => Promise<boolean>, recent: any[], shown: any,
 *   show: (one: import("./reception_shown.js").Shown) => void}} props
 */
export function Find({ seek, recent, shown, show }) {
  const [number, setNumber] = useState("");
  const field = useRef(/** @type {HTMLInputElement|null} */ (null));
  useKeys({ "/": () => field.current?.focus() });

  /** @param {Event} event */
  async function send(event) {
    event.preventDefault();
    if (number.trim() && (await seek(number.trim()))) setNumber("");
  }
  return html`<section class="card reception-find" aria-labelledby="find-title">
    <h2 class="card-title" id="find-title">${t("Tìm phiếu")}</h2>
    <form class="row gap-s" role="search" onSubmit=${send}>
      <div class="input-group grow"><${Icon} name="search" />
        <input class="input" ref=${field} aria-labelledby="find-title" aria-keyshortcuts="/" placeholder="A017" autocomplete="off" autocapitalize="characters" spellcheck=${false} enterkeyhint="search" maxlength="12"
          value=${number} onInput=${(/** @type {any} */ event) => setNumber(event.target.value)} /></div>
      <button class="button" type="submit">${t("Tìm")}</button>
    </form>
    ${recent.length > 0 && html`<ul class="reception-recent" role="list" aria-label=${t("Vừa cấp")}>${recent.map((one) => html`<li key=${one.id}>
      <button class="button button-small" type="button" aria-pressed=${String(one.id === shown?.id)} onClick=${() => show({ ...one, done: "" })}><span class="ticket-number">${one.number}</span></button></li>`)}</ul>`}
  </section>`;
}
