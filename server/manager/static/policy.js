/** Who is next: asks before the rule changes, says what changes, and compares the rules on past days. */
import { html } from "htm/preact";
import { render } from "preact";
import { api } from "layso/api.js";
import { boot } from "layso/boot.js";
import { confirm } from "layso/dialog.js";
import { formatNumber, t } from "layso/words.js";
import { difference, enhance } from "./rules/form.js";
import { clear, lead, tellRefusal } from "./rules/told.js";
import { TradeOff } from "./rules/trade_off.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("policy-form"));
const place = /** @type {HTMLElement} */ (document.getElementById("trade-off-place"));

/** @typedef {Record<string, any>} Body */

enhance(form, {
  // what another manager set meanwhile stays: only the classes touched here are sent
  shape: (body, before) => ({ ...body, classes: difference(body.classes ?? {}, before.classes ?? {}) }),
  ask: (body, before) => confirm({ title: t("Đổi quy tắc gọi số?"), text: lines(changes(body, before)), yes: t("Đổi quy tắc") }),
  saved: (answer) => {
    boot.turns = answer.turns;
    showInForce(answer.kind);
    showTradeOff();
  },
});
form.addEventListener("change", showUsed);
showUsed();
showTradeOff();

/** Say line by line what changes. @param {Body} body @param {Body} before */
function changes(body, before) {
  const said = [];
  if (body.kind !== before.kind) said.push(t("Cách gọi: {before} → {after}.", { before: boot.names[before.kind], after: boot.names[body.kind] }));
  if (body.turns !== before.turns) said.push(t("Xen kẽ: {before} : 1 → {after} : 1.", { before: before.turns, after: body.turns }));
  for (const [code, figures] of Object.entries(difference(body.classes ?? {}, before.classes ?? {}))) {
    said.push(`${nameOf(code)}: ${figureChanges(figures, before.classes[code]).join("; ")}.`);
  }
  said.push(t("Lượt gọi tới sẽ theo quy tắc mới, kể cả với người đang chờ."));
  return said;
}

/** @param {Body} figures @param {Body} before */
function figureChanges(figures, before) {
  const words = (/** @type {string} */ name, /** @type {Body} */ from) => formatNumber(name === "head_start_s" ? from[name] / 60 : from[name]);
  const said = (/** @type {string} */ name, /** @type {string} */ label) => `${label} ${words(name, before)} → ${words(name, figures)}`;
  const labels = { rate: t("hệ số"), head_start_s: t("tính sớm (phút)"), rank: t("bậc") };
  return Object.entries(labels).filter(([name]) => figures[name] !== before[name]).map(([name, label]) => said(name, label));
}

/** @param {string} code */
const nameOf = (code) => form.querySelector(`[data-class="${CSS.escape(code)}"] th`)?.firstChild?.textContent?.trim() ?? code;

/** @param {string[]} said @returns {any} */
const lines = (said) => said.map((line, place) => html`${place > 0 && html`<br />`}${line}`);

/** Mark the figures that the chosen rule reads. */
function showUsed() {
  const chosen = /** @type {HTMLInputElement|null} */ (form.querySelector("[name=kind]:checked"))?.value ?? "";
  for (const cell of form.querySelectorAll("[data-used]")) {
    cell.classList.toggle("unused", !(/** @type {HTMLElement} */ (cell).dataset.used ?? "").split(" ").includes(chosen));
  }
}

/** @param {string} kind */
function showInForce(kind) {
  boot.kind = kind;
  for (const badge of form.querySelectorAll("[data-in-force]")) {
    const of = /** @type {HTMLElement} */ (badge.closest("[data-policy]")).dataset.policy;
    badge.toggleAttribute("hidden", of !== kind);
  }
}

function showTradeOff() {
  render(html`<${TradeOff} key=${Date.now()} names=${boot.names} choose=${choose} />`, place);
}

/**
 * Take up another rule out of the comparison.
 * @param {string} kind @param {string[]} said  what it would have done
 */
async function choose(kind, said) {
  const text = lines([...changes({ kind }, { kind: boot.kind }), ...said]);
  if (!(await confirm({ title: t("Chuyển sang “{name}”?", { name: boot.names[kind] }), text, yes: t("Chuyển sang cách này") }))) return;
  try {
    await api("PUT", "/api/v1/policy", { kind, turns: boot.turns });
    location.hash = "trade-off";
    location.reload();
  } catch (error) {
    clear(form);
    tellRefusal(form, error);
    lead(form);
  }
}
