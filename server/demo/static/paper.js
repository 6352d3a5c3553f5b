/** The paper roll: asks once a second for slips after the newest one, and shows how the printer is. */
import { html } from "htm/preact";
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { formatNumber, t } from "layso/words.js";

const EVERY_MS = 1000;
const KEPT = 24;

/** @typedef {{name: string, at: string, width: number, bytes: number, isNew?: boolean}} Slip */
/** @typedef {{condition: "well"|"paper_out"|"cover_open", slips: Slip[]}} Roll */

const STATES = {
  well: { icon: "printer-check", kind: "success", title: () => t("Máy in sẵn sàng"), text: () => t("Phiếu mới trượt ra ở trên cùng.") },
  paper_out: { icon: "receipt-text", kind: "warning", title: () => t("Hết giấy"), text: () => t("Phiếu chờ đến khi nạp giấy, hoặc được báo cho cán bộ.") },
  cover_open: { icon: "printer-x", kind: "warning", title: () => t("Nắp đang mở"), text: () => t("Máy không in khi nắp mở.") },
};

/** Keep the newest slips, the newest first. @param {Slip[]} known @param {Slip[]} came  the oldest first */
const added = (known, came) => [...came.map((slip) => ({ ...slip, isNew: true })).reverse(), ...known].slice(0, KEPT);

/** @param {{slip: Slip}} props */
function PrintedSlip({ slip }) {
  const time = slip.at.slice(11, 19); // the centre's own time, whatever the browser's zone is
  return html`<figure class=${slip.isNew ? "slip slip-new" : "slip"} data-slip=${slip.name}>
    <div class="slip-paper"><img src=${`/demo/paper/slip/${slip.name}?width=${slip.width}`} alt=${t("Phiếu in lúc {time}", { time })} width=${slip.width} /></div>
    <figcaption><time datetime=${slip.at}>${time}</time><span>${t("{bytes} byte", { bytes: formatNumber(slip.bytes) })}</span></figcaption>
  </figure>`;
}

/** @param {{condition: Roll["condition"]}} props */
function Condition({ condition }) {
  const state = STATES[condition];
  return html`<${Icon} name=${state.icon} /><p class="notice-title">${state.title()}</p><p>${state.text()}</p>`;
}

function Paper() {
  const [roll, setRoll] = useState(/** @returns {Roll} */ () => ({ condition: boot.condition, slips: [...boot.slips].reverse() }));
  const newest = roll.slips[0]?.name ?? "";

  useEffect(() => {
    const timer = setTimeout(async function look() {
      const came = await fetchRoll(newest);
      setRoll((known) => came ? { condition: came.condition, slips: added(known.slips, came.slips.filter((one) => one.name > newest)) } : { ...known });
    }, EVERY_MS);
    return () => clearTimeout(timer);
  }, [roll]);

  useEffect(() => showCondition(roll.condition), [roll.condition]);

  if (!roll.slips.length) return html`<p class="roll-empty">${t("Chưa có phiếu nào. Lấy một số ở kiosk, hoặc cho sảnh hoạt động.")}</p>`;
  return roll.slips.map((slip) => html`<${PrintedSlip} key=${slip.name} slip=${slip} />`);
}

/** @param {string} after @returns {Promise<Roll|null>} */
async function fetchRoll(after) {
  try {
    const response = await fetch(`/demo/paper/slips.json?after=${encodeURIComponent(after)}`);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** @param {Roll["condition"]} condition */
function showCondition(condition) {
  const place = document.getElementById("condition");
  if (!place) return;
  place.className = `notice notice-${STATES[condition].kind}`;
  render(html`<${Condition} condition=${condition} />`, place);
  document.getElementById("lamp")?.setAttribute("data-condition", condition);
}

document.getElementById("trouble")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { currentTarget, submitter } = /** @type {SubmitEvent} */ (event);
  const form = /** @type {HTMLFormElement} */ (currentTarget);
  const response = await fetch(form.action, { method: "POST", body: new FormData(form, submitter), redirect: "manual" });
  if (response.status === 403) location.reload(); // somebody signed in or out meanwhile: the page's token is old
});

const roll = document.getElementById("roll");
if (roll) render(html`<${Paper} />`, roll);
