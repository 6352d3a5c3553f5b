/** Finds a procedure while the clerk types: suggestions by arrow keys and Enter, with or without accents, or by code. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { api } from "layso/api.js";
import { Icon } from "layso/icon.js";
import { pick, t } from "layso/words.js";
import { serviceName } from "./names.js";

const AFTER_MS = 120;
const SHOWN = 8;

/** What a search found, always for the text that stands in the field now. @param {string} text @param {boolean} wanted */
function useFound(text, wanted) {
  const [found, setFound] = useState({ text: "", rows: /** @type {any[]} */ ([]) });
  useEffect(() => {
    if (!wanted || !text.trim()) return setFound({ text, rows: [] });
    let stale = false;
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ q: text, limit: String(SHOWN) });
      const rows = await api("GET", `/api/v1/procedures?${query}`).catch(() => null);
      if (!stale && rows) setFound({ text, rows });
    }, AFTER_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [text, wanted]);
  return found.text === text ? found.rows : null;
}

/** @param {{text: string, chosen: any, type: (text: string) => void, choose: (procedure: any) => void, error: boolean}} props */
export function ProcedureField({ text, chosen, type, choose, error }) {
  const rows = useFound(text, chosen === null);
  const [at, setAt] = useState(0);
  const [closed, setClosed] = useState(true); // until somebody is in the field
  const entered = useRef(false); // Enter came before the suggestions did
  const open = chosen === null && !closed && (rows?.length ?? 0) > 0;
  useEffect(() => {
    setAt(0);
    if (rows?.length && entered.current) choose(rows[0]);
    if (rows) entered.current = false;
  }, [rows]);

  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setClosed(true);
    } else if (event.key === "Enter" && chosen === null && text.trim()) {
      event.preventDefault();
      if (open) choose(rows?.[at]);
      else entered.current = rows === null;
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && rows?.length && chosen === null) {
      event.preventDefault();
      setClosed(false);
      setAt((at + (event.key === "ArrowDown" ? 1 : rows.length - 1)) % rows.length);
    }
  };

  return html`<div class=${`field procedure ${error ? "field-invalid" : ""}`}>
    <label for="procedure">${t("Thủ tục")} <kbd class="key">D</kbd></label>
    <div class="input-group"><${Icon} name="search" />
      <input class="input" id="procedure" type="text" role="combobox" autocomplete="off" spellcheck="false" maxlength="200" value=${text}
        aria-expanded=${open ? "true" : "false"} aria-controls="procedures" aria-autocomplete="list"
        aria-activedescendant=${open ? `procedure-${at}` : undefined} aria-invalid=${error ? "true" : undefined}
        aria-describedby=${error ? "procedure-error" : undefined} placeholder=${t("Gõ vài chữ, ví dụ: khai sinh")}
        onInput=${(/** @type {any} */ e) => (setClosed(false), type(e.target.value))} onKeyDown=${onKeyDown} onBlur=${() => setClosed(true)} onFocus=${(/** @type {any} */ e) => (setClosed(false), e.target.select())} />
    </div>
    <ul class="suggestions" id="procedures" role="listbox" aria-label=${t("Thủ tục tìm thấy")} hidden=${!open}>
      ${open && rows?.map((row, n) => html`<${Suggestion} key=${row.code} row=${row} n=${n} selected=${n === at} choose=${choose} />`)}
    </ul>
    ${rows?.length === 0 && chosen === null && text.trim() && html`<p class="field-hint" role="status">${t("Không thấy thủ tục nào. Xin thử chữ khác, hoặc mã thủ tục.")}</p>`}
    ${error && html`<p class="field-error" id="procedure-error"><${Icon} name="circle-alert" />${t("Xin chọn một thủ tục trong danh sách.")}</p>`}
  </div>`;
}

/** @param {any} props */
function Suggestion({ row, n, selected, choose }) {
  const item = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => selected && item.current?.scrollIntoView({ block: "nearest" }), [selected]);
  const take = (/** @type {Event} */ event) => {
    event.preventDefault(); // the focus stays in the field
    choose(row);
  };
  return html`<li ref=${item} id=${`procedure-${n}`} role="option" aria-selected=${selected ? "true" : "false"} onMouseDown=${take}>
    <span class="suggested">${pick(row.name)}</span><span class="small soft"><span class="number">${row.code}</span> · ${serviceName(row.service)}</span></li>`;
}
