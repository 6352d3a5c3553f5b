/** A counter takes up a work profile in one act; a work profile is forgotten. */
import { api } from "layso/api.js";
import { confirm } from "layso/dialog.js";
import { t } from "layso/words.js";
import { clear, lead, tellRefusal } from "./rules/told.js";

const takeUp = /** @type {HTMLFormElement|null} */ (document.getElementById("take-up"));
takeUp?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const choice = /** @type {HTMLSelectElement} */ (takeUp.querySelector("select"));
  const name = choice.selectedOptions[0].textContent ?? "";
  const sure = await confirm({
    title: t("Giao “{name}” cho quầy này?", { name }),
    text: t("Các lĩnh vực của quầy được thay bằng bộ này. Lượt gọi sau theo ngay; ai đang ở quầy được phục vụ tiếp."),
    yes: t("Giao cho quầy này"),
  });
  if (sure) await act(takeUp, () => api("POST", takeUp.dataset.to ?? "", { profile: choice.value }), location.href);
});

const forget = /** @type {HTMLElement|null} */ (document.querySelector("[data-forget]"));
forget?.addEventListener("click", async () => {
  const sure = await confirm({
    title: t("Bỏ bộ “{name}”?", { name: forget.dataset.name ?? "" }),
    text: t("Quầy đã nhận bộ này vẫn giữ các lĩnh vực đang có."),
    yes: t("Bỏ bộ lĩnh vực này"),
    danger: true,
  });
  const form = /** @type {HTMLElement} */ (document.querySelector("form.rules-form"));
  if (sure) await act(form, () => api("DELETE", forget.dataset.forget ?? ""), "/manager/rules/counters");
});

/** Do it and show what came of it. @param {HTMLElement} place @param {() => Promise<any>} command @param {string} then */
async function act(place, command, then) {
  clear(place);
  try {
    await command();
    document.querySelector("form[data-dirty]")?.removeAttribute("data-dirty");
    if (then === location.href) location.reload();
    else location.assign(then);
  } catch (error) {
    tellRefusal(place, error);
    lead(place);
  }
}
