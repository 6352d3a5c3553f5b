/** The search for a procedure: letters without accents are enough, and nothing has to be typed to its end. */
import { html } from "htm/preact";
import { api } from "layso/api.js";
import { Icon } from "layso/icon.js";
import { pick, t } from "layso/words.js";
import { useEffect, useRef, useState } from "preact/hooks";
import { Acts, Heading } from "../frame.js";
import { Keypad } from "../keypad.js";

const PAUSE_MS = 150;
const RETRY_MS = 1500;
const ASKED = 6;

/** How many hits fit without scrolling: upright, and lying beside the keypad. */
const shown = () => (matchMedia("(orientation: portrait)").matches ? 5 : 4);

/** What was found for a query; null while nothing is known. @param {string} query */
function useFound(query) {
  const [found, setFound] = useState(/** @type {any[]|null} */ (null));
  useEffect(() => {
    let [timer, isStale] = [0, false];
    const ask = async () => {
      try {
        const list = await api("GET", `/api/v1/procedures?q=${encodeURIComponent(query)}&limit=${ASKED}`);
        if (!isStale) setFound(list);
      } catch {
        if (!isStale) timer = window.setTimeout(ask, RETRY_MS);
      }
    };
    if (query.trim()) timer = window.setTimeout(ask, PAUSE_MS);
    else setFound(null);
    return () => { isStale = true; clearTimeout(timer); };
  }, [query]);
  return found;
}

/** @param {{query: string, services: import("../flow.js").Service[], onRead: (p: any, query: string) => void, onBack: () => void}} props */
export function Find({ query: first, services, onRead, onBack }) {
  const [query, setQuery] = useState(first);
  const input = useRef(/** @type {HTMLInputElement|null} */ (null));
  const found = useFound(query);
  useEffect(() => input.current?.focus(), []);
  return html`<main class="kiosk-main find">
    <${Heading}>${t("Ông/bà cần làm thủ tục gì?")}</${Heading}>
    <div class="find-field"><${Icon} name="search" />
      <input class="input" type="text" inputmode="none" autocomplete="off" autocorrect="off" spellcheck="false" maxlength="80"
        aria-label=${t("Tên thủ tục")} placeholder=${t("Gõ không cần dấu, ví dụ: khai sinh")}
        ref=${input} value=${query} onInput=${(/** @type {any} */ event) => setQuery(event.target.value)} /></div>
    <div class="find-found" aria-live="polite">
      ${found === null || !query.trim() ? html`<${Examples} onPick=${setQuery} />`
        : found.length ? html`<${Found} found=${found} services=${services} onRead=${(/** @type {any} */ one) => onRead(one, query)} />`
        : html`<p class="find-none">${t("Không tìm thấy thủ tục nào. Xin thử từ khác, hoặc hỏi cán bộ hướng dẫn.")}</p>`}
    </div>
    <${Keypad} value=${query} onChange=${setQuery} />
  </main>
  <${Acts} onBack=${onBack} />`;
}

/** @param {{found: any[], services: import("../flow.js").Service[], onRead: (p: any) => void}} props */
function Found({ found, services, onRead }) {
  const serviceName = (/** @type {string} */ code) => services.find((one) => one.code === code)?.name ?? { vi: "" };
  return html`<ul role="list">
    ${found.slice(0, shown()).map((one) => html`<li key=${one.code}><button class="find-hit" type="button" onClick=${() => onRead(one)}>
      <span class="find-name">${shortName(one)}</span>
      <span class="find-service">${pick(serviceName(one.service))}</span>
      <${Icon} name="chevron-right" />
    </button></li>`)}
  </ul>
  ${found.length > shown() && html`<p class="find-more">${t("Còn thủ tục khác: xin gõ thêm chữ.")}</p>`}`;
}

/** @param {{onPick: (text: string) => void}} props */
function Examples({ onPick }) {
  const examples = [t("khai sinh"), t("chứng thực"), t("kết hôn"), t("hộ kinh doanh"), t("đất đai")];
  return html`<p class="find-hint">${t("Gõ vài chữ, hoặc chọn:")}</p>
    <div class="find-examples">${examples.map((text) =>
      html`<button class="button" type="button" key=${text} onClick=${() => onPick(text)}>${text}</button>`)}</div>`;
}

/** The name without the word "Thủ tục", which says nothing in a list of procedures. @param {any} procedure */
export function shortName(procedure) {
  const name = pick(procedure.name).replace(/^Thủ tục /, "");
  return name.charAt(0).toUpperCase() + name.slice(1);
}
