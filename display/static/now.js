/** The newest call, to be read from the far end of the hall, with the words that are spoken. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { Both, t } from "./both.js";
import { fitting } from "./label.js";

/** @param {{call: any, fresh: boolean}} props */
export function Now({ call, fresh }) {
  if (!call) return html`<section class="now now-empty" aria-label=${t("Số đang gọi").vi}>
    <${Icon} name="ticket" /><${Both} say=${t("Mời ông/bà chờ gọi số")} />
  </section>`;
  const serving = call.status === "serving";
  return html`<section class=${`now ${fresh ? "now-fresh" : ""}`} key=${call.seq} data-seq=${call.seq} aria-label=${t("Số đang gọi").vi}>
    <p class="now-caption">
      <${Icon} name=${serving ? "user-check" : "megaphone"} />
      <${Both} say=${serving ? t("Đang phục vụ số") : t("Mời số")} />
    </p>
    <p class="now-number ticket-number" style=${fitting(call.number)}>${call.number}</p>
    <p class="now-to">
      <${Icon} name="arrow-right" />
      <${Both} say=${serving ? t("tại quầy") : t("đến quầy")} />
      <strong class="now-counter number">${call.counter}</strong>
    </p>
    <p class="now-words">${call.words && html`<${Both} say=${call.words} />`}</p>
  </section>`;
}
