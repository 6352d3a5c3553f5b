/** The dossiers of the ticket at the counter: the form for the next one, what was opened, and the receipt for all. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Icon } from "layso/icon.js";
import { formatDay, formatTime, pick, t, tn } from "layso/words.js";
import { DossierForm } from "./dossier_form.js";

/** When the result is due, in words. @param {any} dossier */
export const sayDue = (dossier) => {
  if (!dossier.due_at) return t("hẹn trả theo thông báo");
  const due = new Date(dossier.due_at);
  return t("hẹn trả {time}, {day}", { time: formatTime(due), day: formatDay(due) });
};

/** The codes that stand on no receipt yet. @param {any[]} dossiers @param {any} more */
export const withoutReceipt = (dossiers, more) => dossiers.filter((one) => !more?.receipt?.dossiers.includes(one.code));

/** @param {any[]} dossiers @param {any} more */
function sayReceipt(dossiers, more) {
  const missing = withoutReceipt(dossiers, more).length;
  if (!more?.receipt) return t("Chưa in giấy hẹn");
  if (more.receipt.state === "failed") return t("Giấy hẹn chưa in được");
  if (more.receipt.state === "unknown") return t("Chưa rõ giấy hẹn đã ra hay chưa");
  if (missing) return tn("Còn {n} hồ sơ chưa có trong giấy hẹn", missing);
  return more.receipt.state === "printed" ? t("Đã in giấy hẹn") : t("Đang in giấy hẹn…");
}

/** @param {any} props */
export function Dossiers({ desk, more, busy, blocked, acts, run, onDirty }) {
  const { ticket } = desk;
  const [fresh, setFresh] = useState(/** @type {any} */ (null));
  const held = blocked || busy !== "";
  return html`<section class="card work" aria-labelledby="work-title">
    <h2 class="card-title" id="work-title">${t("Hồ sơ của phiếu {number}", { number: ticket.number })}</h2>
    <${DossierForm} key=${ticket.id} ticket=${ticket} draft=${desk.draft} skills=${desk.counter.services} busy=${busy} blocked=${blocked} run=${run} onSaved=${setFresh} onDirty=${onDirty} />
    <p class="visually-hidden" role="status">${fresh ? t("Đã mở hồ sơ {code}, {due}", { code: fresh.code, due: sayDue(fresh) }) : ""}</p>
    ${ticket.dossiers.length > 0 && html`
      <div class="row row-apart opened-head">
        <h3 class="opened-title">${tn("{n} hồ sơ đã mở", ticket.dossiers.length)}</h3>
        <span class="row gap-s"><span class="small soft" role="status">${sayReceipt(ticket.dossiers, more)}</span>
        <button class="button" type="button" aria-disabled=${held ? "true" : undefined} aria-keyshortcuts="I" onClick=${() => held || acts.receipt()}>
          <${Icon} name="printer" />${t("In giấy hẹn")}<kbd class="key">I</kbd></button></span>
      </div>
      <${Opened} dossiers=${ticket.dossiers} fresh=${fresh?.code} />`}
  </section>`;
}

/** @param {{dossiers: any[], fresh?: string}} props */
export function Opened({ dossiers, fresh }) {
  return html`<ol class="opened" role="list">
    ${[...dossiers].reverse().map((one) => html`<li key=${one.code} class=${one.code === fresh ? "is-new" : ""}>
      <a class="number strong" href=${`/counter/dossiers/${encodeURIComponent(one.code)}`} target="_blank" rel="noopener">${one.code}</a>
      <span> ${pick(one.procedure_name)} · ${one.applicant}</span>
      <p class="opened-due"><${Icon} name="calendar-check" /><span><strong class="number">${sayDue(one)}</strong>${pick(one.due_why) && html` <span class="soft">(${pick(one.due_why)})</span>`}</span></p>
    </li>`)}
  </ol>`;
}
