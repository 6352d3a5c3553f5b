/** A form that keeps one thing in the centre through the API: read, send, tell what came of it; warn of what is unsaved. */
import { api } from "layso/api.js";
import { boot } from "layso/boot.js";
import { formatTime, t } from "layso/words.js";
import { codeOf, readForm } from "./fields.js";
import { clear, lead, tell, tellRefusal } from "./told.js";

/**
 * @typedef {Record<string, any>} Body
 * @typedef {{shape?: (body: Body, before: Body) => Body, ask?: (body: Body, before: Body) => Promise<boolean>,
 *   saved?: (answer: any, body: Body) => void|Promise<void>}} Hooks
 */

/** Let a form be saved by the API. @param {HTMLFormElement} form @param {Hooks} [hooks] */
export function enhance(form, hooks = {}) {
  form.noValidate = true;
  let kept = JSON.stringify(readForm(form).body);
  let busy = false;
  const unsaved = () => JSON.stringify(readForm(form).body) !== kept;
  const changed = () => {
    const dirty = unsaved();
    form.toggleAttribute("data-dirty", dirty);
    say(form, dirty ? t("Chưa lưu") : "", dirty ? "unsaved" : "");
  };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    const { body, wrong } = readForm(form);
    clear(form);
    for (const one of wrong) tell(one.field, one.text, one.input);
    if (wrong.length) return lead(form);
    if (!("new" in form.dataset) && !unsaved()) return say(form, t("Chưa có gì thay đổi"), "");
    const before = JSON.parse(kept);
    if (hooks.ask && !(await hooks.ask(body, before))) return;
    busy = true;
    await save(form, body, before, hooks, () => {
      kept = JSON.stringify(readForm(form).body);
      form.removeAttribute("data-dirty");
    });
    busy = false;
  });
  // what the browser filled in again after going back counts as unsaved too
  addEventListener("pageshow", () => unsaved() && changed());
}

/** @param {HTMLFormElement} form @param {Body} body @param {Body} before @param {Hooks} hooks @param {() => void} keep */
async function save(form, body, before, hooks, keep) {
  const sent = hooks.shape?.(body, before) ?? ("partial" in form.dataset ? difference(body, before) : body);
  say(form, t("Đang lưu…"), "");
  try {
    const answer = await api(/** @type {any} */ (form.dataset.send), addressOf(form, body), sent);
    keep();
    say(form, t("Đã lưu lúc {time}", { time: formatTime(new Date()) }), "saved");
    await hooks.saved?.(answer, body);
    if (form.dataset.then) location.assign(form.dataset.then);
  } catch (error) {
    say(form, t("Chưa lưu"), "unsaved");
    tellRefusal(form, error, sent);
    lead(form);
  }
}

/** What differs between two bodies: the rest is not this person's change. @param {Body} body @param {Body} before @returns {Body} */
export function difference(body, before) {
  return Object.fromEntries(
    Object.entries(body).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])),
  );
}

/** @param {HTMLFormElement} form @param {Body} body */
function addressOf(form, body) {
  const words = (form.dataset.codeFrom ?? "").split(" ").map((name) => body[name]).find(Boolean) ?? "";
  return (form.dataset.to ?? "").replace("{code}", () => codeOf(words, boot.codes ?? []));
}

/** @param {HTMLFormElement} form @param {string} words @param {string} state */
function say(form, words, state) {
  const place = /** @type {HTMLElement|null} */ (form.querySelector("[data-state]"));
  if (!place || place.textContent === words) return;
  place.textContent = words;
  place.dataset.state = state;
}

addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-dirty]")) event.preventDefault();
});
