/** One service: warns of a letter that is easily misheard, adds and drops its closures. */
import { api } from "layso/api.js";
import { boot } from "layso/boot.js";
import { confirm } from "layso/dialog.js";
import { t } from "layso/words.js";
import { refreshParts } from "./parts.js";
import { enhance } from "./rules/form.js";
import { clear, lead, tellRefusal } from "./rules/told.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("closure-form"));
enhance(form, {
  saved: async () => {
    form.reset();
    form.dispatchEvent(new Event("input"));
    await refreshParts(location.href);
  },
});

document.getElementById("closures")?.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? /** @type {HTMLElement|null} */ (event.target.closest("[data-drop]")) : null;
  if (!button) return;
  const { drop, days } = button.dataset;
  const sure = await confirm({ title: t("Bỏ đợt nghỉ {days}?", { days: days ?? "" }), text: t("Lĩnh vực này sẽ cấp số lại vào những ngày đó."), yes: t("Bỏ đợt nghỉ"), danger: true });
  if (!sure) return;
  clear(form);
  try {
    await api("DELETE", drop ?? "");
    await refreshParts(location.href);
  } catch (error) {
    tellRefusal(form, error);
    lead(form);
  }
});

const letter = /** @type {HTMLInputElement} */ (document.getElementById("f-prefix"));
letter.addEventListener("input", () => {
  const typed = letter.value.trim().toUpperCase();
  /** @type {string[]} */
  const near = boot.alike[typed] ?? [];
  const told = /** @type {HTMLElement} */ (document.querySelector("[data-alike]"));
  told.textContent = near.length
    ? t("Khi đọc lên, {letter} dễ nghe nhầm với {others}.", { letter: typed, others: near.map((one) => `${one} (${boot.others[one]})`).join(", ") })
    : "";
});
