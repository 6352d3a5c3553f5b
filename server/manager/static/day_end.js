/** The end of the day: looks anew at who is still here, asks, ends it, and shows the list to print. */
import { api } from "layso/api.js";
import { confirm } from "layso/dialog.js";
import { t, tn } from "layso/words.js";
import { refreshParts } from "./parts.js";
import { clear, lead, tellRefusal } from "./rules/told.js";

const place = /** @type {HTMLElement} */ (document.getElementById("day-end"));

place.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest("button") : null;
  if (button && "print" in button.dataset) window.print();
  if (button && "endDay" in button.dataset) await endDay();
});

async function endDay() {
  clear(place);
  try {
    await refreshParts(location.href);
    if (!(await confirm(question()))) return;
    await api("POST", "/api/v1/day/end");
    await refreshParts(location.href);
    document.getElementById("day-left")?.focus();
  } catch (error) {
    tellRefusal(place, error);
    lead(place);
  }
}

function question() {
  const numbers = [...document.querySelectorAll("#day-now tbody .ticket-number")].map((one) => one.textContent ?? "");
  const count = numbers.length;
  const text = count
    ? tn("{n} người còn chờ sẽ được ghi là chưa xong: {numbers}. Quầy rảnh sẽ đóng. Không hoàn tác được.", count, { numbers: numbers.join(", ") })
    : t("Không còn ai chờ. Quầy rảnh sẽ đóng.");
  return { title: t("Kết thúc ngày làm việc?"), text, yes: t("Kết thúc ngày"), danger: true };
}
