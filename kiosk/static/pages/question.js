/** The one question before a ticket: whether somebody may go first. The answer is a claim; staff check it at the counter. */
import { html } from "htm/preact";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { pick, t } from "layso/words.js";
import { Acts, Heading } from "../frame.js";

/** The first class is everybody else. */
export const NORMAL = () => boot.priorities[0]?.code ?? "normal";

/** @returns {import("../flow.js").PriorityClass[]} */
export const classes = () => boot.priorities.slice(1);

/** @param {{service: import("../flow.js").Service, onAnswer: (code: string) => void, onBack: () => void}} props */
export function Question({ service, onAnswer, onBack }) {
  return html`<main class="kiosk-main question">
    <p class="chosen"><${Icon} name=${service.icon} /> ${pick(service.name)}</p>
    <${Heading}>${t("Ông/bà có thuộc diện ưu tiên không?")}</${Heading}>
    <button class="button button-primary question-no" type="button" onClick=${() => onAnswer(NORMAL())}>
      <${Icon} name="ticket" /> ${t("Không, lấy số thường")}
    </button>
    <div class="question-classes" role="group" aria-label=${t("Các diện ưu tiên")}>
      ${classes().map((one) => html`<button class="tile" type="button" key=${one.code} onClick=${() => onAnswer(one.code)}>
        <span class="tile-name">${pick(one.name)}</span>
      </button>`)}
    </div>
  </main>
  <${Acts} onBack=${onBack}>
    <p class="question-note">${t("Cán bộ sẽ xem giấy tờ tại quầy. Phiếu không in diện ưu tiên.")}</p>
  </${Acts}>`;
}
