/** The frame of every page: centre, languages, one heading, and the way back at the bottom. */
import { html } from "htm/preact";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { language, pick, setLanguage, t } from "layso/words.js";
import { useEffect, useRef } from "preact/hooks";

/** Each language under its own name. @type {Record<string, string>} */
const OWN_NAMES = { vi: "Tiếng Việt", en: "English" };

export function Bar() {
  return html`<header class="kiosk-bar">
    <p class="kiosk-centre"><${Icon} name="landmark" /><span>${pick(boot.centre)}</span></p>
    <div class="kiosk-languages" role="group" aria-label=${t("Ngôn ngữ")}>
      ${boot.languages.map((/** @type {"vi"|"en"} */ code) => html`<button type="button" lang=${code} key=${code}
        aria-pressed=${language() === code} onClick=${() => setLanguage(code)}>${OWN_NAMES[code]}</button>`)}
    </div>
  </header>`;
}

/** The page's heading; it takes the focus, so that a screen reader and the Tab key begin here. @param {any} props */
export function Heading({ children }) {
  const heading = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return html`<h1 tabindex="-1" ref=${heading}>${children}</h1>`;
}

/**
 * The bottom of a page: back on the left, the next step on the right.
 * @param {{onBack: () => void, label?: string, icon?: string, children?: any}} props
 */
export function Acts({ onBack, label = t("Quay lại"), icon = "arrow-left", children }) {
  return html`<footer class="kiosk-acts">
    <button class="button" type="button" onClick=${onBack}><${Icon} name=${icon} /> ${label}</button>
    ${children}
  </footer>`;
}
