/** The form of one dossier: procedure, applicant, channel, due date where no law sets one. Enter saves, then the next. */
import { html } from "htm/preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { api, newKey, Problem } from "layso/api.js";
import { Icon } from "layso/icon.js";
import { pick, t } from "layso/words.js";
import { keepDraft } from "./draft.js";
import { DueField, isoLocal, readDue, UNTIMED } from "./due_field.js";
import { blank, Channel, CODE, draftOf, formOf, Kept } from "./form_parts.js";
import { Papers } from "./papers.js";
import { ProcedureField } from "./procedure_field.js";

/** @param {{ticket: any, draft: any, skills: string[], busy: string, blocked: boolean, run: any, onSaved: (dossier: any) => void, onDirty: (dirty: boolean) => void}} props */
export function DossierForm({ ticket, draft, skills, busy, blocked, run, onSaved, onDirty }) {
  const last = ticket.dossiers.at(-1);
  const [form, setForm] = useState(() => (draft ? formOf(draft) : blank(last?.applicant ?? "", "direct")));
  const [errors, setErrors] = useState(/** @type {Record<string, boolean>} */ ({}));
  const [untimed, setUntimed] = useState(false);
  const [kept, setKept] = useState("kept");
  const keeper = useMemo(() => keepDraft(ticket.id, draftOf(form), setKept), []);
  const element = useRef(/** @type {HTMLFormElement|null} */ (null));
  const unsure = useRef(/** @type {any} */ (null)); // sent, and no answer came
  const needsDue = untimed || UNTIMED.includes(form.chosen?.time.unit);
  const change = (/** @type {Partial<import("./form_parts.js").Form>} */ part) => setForm((now) => ({ ...now, ...part }));
  const focus = (/** @type {string} */ name) => /** @type {HTMLElement|null} */ (element.current?.querySelector(`#${name}, [name=${name}]`))?.focus();

  useEffect(() => keeper.note(draftOf(form)), [form]);
  useEffect(() => onDirty(Boolean(form.text.trim() || (form.applicant.trim() && form.applicant !== last?.applicant))), [form, last]);
  useEffect(() => {
    if (CODE.test(form.text)) lookUp(form.text);
    const hide = () => keeper.flush();
    document.addEventListener("visibilitychange", hide);
    return () => (document.removeEventListener("visibilitychange", hide), keeper.stop());
  }, []);
  useEffect(() => {
    const sent = unsure.current;
    if (sent && last?.procedure === sent.procedure && last.applicant === sent.applicant && !sent.known.includes(last.code)) accept(last);
  }, [last?.code]);

  /** A draft keeps the code alone. @param {string} code */
  async function lookUp(code) {
    const chosen = await api("GET", `/api/v1/procedures/${code}`).catch(() => null);
    if (chosen) setForm((now) => (now.text === code ? { ...now, chosen, text: pick(chosen.name) } : now));
  }

  /** @param {any} dossier */
  function accept(dossier) {
    unsure.current = null;
    const next = blank(dossier.applicant, form.channel);
    keeper.restart(draftOf(next));
    setForm(next);
    setUntimed(false);
    onSaved(dossier);
    focus("procedure");
  }

  /** @param {Event} event */
  async function save(event) {
    event.preventDefault();
    const due = needsDue ? readDue(form.due_day, form.due_time) : null;
    const wrong = { procedure: !form.chosen, applicant: !form.applicant.trim(), due_day: needsDue && !due };
    setErrors(wrong);
    const first = Object.entries(wrong).find(([, is]) => is);
    if (first) return focus(first[0]);
    const body = { procedure: form.chosen.code, applicant: form.applicant.trim(), channel: form.channel, ...(due && { due_on: isoLocal(due) }) };
    const dossier = await run("dossier", () => send(body));
    if (dossier) accept(dossier);
    else keeper.note(draftOf(form));
  }

  /** @param {any} body */
  async function send(body) {
    const before = unsure.current; // the same again after no answer came: under the same key it opens no second dossier
    const repeats = before && Object.entries(body).every(([name, value]) => before[name] === value);
    const key = repeats ? before.key : newKey();
    unsure.current = { ...body, key, known: ticket.dossiers.map((/** @type {any} */ one) => one.code) };
    await keeper.settle();
    try {
      return await api("POST", `/api/v1/tickets/${ticket.id}/dossiers`, body, { key });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      unsure.current = null;
      if (error.code !== "due_time_unknown") throw error;
      setUntimed(true);
      setErrors({ due_day: true });
      return null;
    }
  }

  const held = blocked || busy !== "";
  return html`<form ref=${element} class="dossier-form" onSubmit=${held ? (/** @type {Event} */ e) => e.preventDefault() : save} novalidate>
    <div class="dossier-fields">
      <${ProcedureField} text=${form.text} chosen=${form.chosen} error=${errors.procedure} type=${(/** @type {string} */ text) => (setUntimed(false), change({ text, chosen: null }))}
        choose=${(/** @type {any} */ chosen) => (setErrors({}), change({ chosen, text: pick(chosen.name) }), focus("applicant"))} />
      <div class=${`field ${errors.applicant ? "field-invalid" : ""}`}>
        <label for="applicant">${t("Người nộp")}</label>
        <input class="input" id="applicant" autocomplete="off" spellcheck="false" maxlength="200" value=${form.applicant} aria-invalid=${errors.applicant ? "true" : undefined}
          aria-describedby=${errors.applicant ? "applicant-error" : undefined} onFocus=${(/** @type {any} */ e) => e.target.select()} onInput=${(/** @type {any} */ e) => change({ applicant: e.target.value })} />
        ${errors.applicant && html`<p class="field-error" id="applicant-error"><${Icon} name="circle-alert" />${t("Xin nhập họ tên người nộp.")}</p>`}
      </div>
      <${Channel} value=${form.channel} change=${change} />
      ${needsDue && html`<${DueField} day=${form.due_day} time=${form.due_time} change=${change} error=${errors.due_day} />`}
      <div class="row row-apart">
        <button class="button" type="submit" aria-disabled=${held ? "true" : undefined}><${Icon} name="file-plus" />${t("Lưu hồ sơ")}<kbd class="key">Enter</kbd></button>
        <${Kept} state=${kept} />
      </div>
    </div>
    <${Papers} procedure=${form.chosen} skills=${skills} />
  </form>`;
}
