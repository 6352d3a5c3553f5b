/** A list that grows and shrinks: the outcomes of a visit, in the order in which clerks see them. */
import { t } from "layso/words.js";
import { codeOf } from "./fields.js";

/** @param {HTMLElement} field @returns {import("./fields.js").Read} */
export function readRows(field) {
  const value = [];
  for (const row of rowsOf(field)) {
    const [vi, en] = ["vi", "en"].map((key) => part(row, key).value.trim());
    if (!vi && !en) continue;
    if (!vi || !en) return { text: t("Xin ghi cả tiếng Việt và tiếng Anh."), input: part(row, vi ? "en" : "vi") };
    value.push({ code: part(row, "code").value, vi, en });
  }
  const taken = value.map((one) => one.code).filter(Boolean);
  for (const one of value.filter((each) => !each.code)) taken.push((one.code = codeOf(one.en, taken)));
  return { value };
}

/** Let rows be added, moved and taken out. @param {HTMLElement} field @param {HTMLFormElement} form */
export function beginRows(field, form) {
  const list = /** @type {HTMLElement} */ (field.querySelector("[data-rows]"));
  const blank = /** @type {HTMLTemplateElement} */ (field.querySelector("[data-blank]"));
  field.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button) return;
    const row = button.closest("[data-row]");
    if ("add" in button.dataset) {
      list.append(blank.content.cloneNode(true));
      part(/** @type {Element} */ (list.lastElementChild), "vi").focus();
    } else if (row && "remove" in button.dataset) {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      const goal = next?.querySelector("[data-remove]") ?? field.querySelector("[data-add]");
      if (goal instanceof HTMLElement) goal.focus();
    } else if (row && button.dataset.move) {
      if (button.dataset.move === "1") row.nextElementSibling?.after(row);
      else row.previousElementSibling?.before(row);
      button.focus();
    }
    form.dispatchEvent(new Event("input"));
  });
}

/** @param {Element} field */
const rowsOf = (field) => [...field.querySelectorAll("[data-rows] > [data-row]")];

/** @param {Element} row @param {string} key */
const part = (row, key) => /** @type {HTMLInputElement} */ (row.querySelector(`[data-key=${key}]`));
