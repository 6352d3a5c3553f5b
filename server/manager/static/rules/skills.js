/** Which services a counter serves as its own and which it helps with: one choice a service. */
import { t } from "layso/words.js";

/** @param {HTMLElement} field @returns {import("./fields.js").Read} */
export function readSkills(field) {
  const chosen = [...field.querySelectorAll("[data-skill]")].map((row) => [
    /** @type {HTMLElement} */ (row).dataset.skill ?? "",
    /** @type {HTMLInputElement|null} */ (row.querySelector("input:checked"))?.value,
  ]);
  const having = (/** @type {string} */ role) => chosen.filter(([, value]) => value === role).map(([code]) => code);
  const [services, helps] = [having("own"), having("helps")];
  if (!services.length) return { text: t("Xin chọn ít nhất một lĩnh vực của quầy.") };
  return { value: { services, helps }, merge: true };
}
