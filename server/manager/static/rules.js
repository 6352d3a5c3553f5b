/** Makes the forms of the rules' pages live. What a form says and sends stands in its markup; see rules/form.js. */
import { READERS } from "./rules/fields.js";
import { enhance } from "./rules/form.js";
import { beginRows, readRows } from "./rules/rows.js";
import { readSkills } from "./rules/skills.js";
import { beginWeek, readWeek } from "./rules/week.js";

Object.assign(READERS, { week: readWeek, rows: readRows, skills: readSkills });
const BEGIN = /** @type {Record<string, (field: HTMLElement, form: HTMLFormElement) => void>} */ ({ week: beginWeek, rows: beginRows });

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-send]"))) {
  for (const field of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-kind]"))) {
    BEGIN[field.dataset.kind ?? ""]?.(field, form);
  }
  if (!("own" in form.dataset)) enhance(form);
}
