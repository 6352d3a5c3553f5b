/** Between two visits: what was just done with which ticket, and its dossiers for a question that comes late. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { t } from "layso/words.js";
import { Opened } from "./dossiers.js";
import { clerkName, serviceName } from "./names.js";

/**
 * @typedef {"finish"|"miss"|"requeue"|"park"|"transfer"|"return"|"leave"} Verb
 * @typedef {{verb: Verb, ticket: any, after?: any}} Last  after: the ticket as the act left it
 */

/** @returns {Record<Verb, string>} */
const done = () => ({
  finish: t("Vừa hoàn thành"), miss: t("Vừa báo vắng"), requeue: t("Vừa xếp lại"), park: t("Vừa tạm dừng"),
  transfer: t("Vừa chuyển"), return: t("Vừa nhận lại"), leave: t("Vừa cho rời đi"),
});

/** Where the ticket is now, when it is still in the hall. @param {Last} last */
function whereNow({ verb, ticket, after }) {
  if (verb === "finish" && ticket.next_services?.length) return t("Phiếu tự sang hàng chờ {service}.", { service: serviceName(ticket.next_services[0]) });
  if (verb === "park") return t("Phiếu nằm trong danh sách Tạm dừng (phím B).");
  if (verb === "miss") return t("Người này đến muộn thì nhận lại trong danh sách Vắng (phím M).");
  if (verb !== "transfer") return "";
  const service = serviceName(after.service);
  if (after.for_counter) return t("Chờ tại {service}, đích danh quầy {counter}.", { service, counter: after.for_counter });
  return after.for_clerk ? t("Chờ tại {service}, đích danh {clerk}.", { service, clerk: clerkName(after.for_clerk) }) : t("Chờ tại {service}.", { service });
}

/** @param {{last: Last|null}} props */
export function Between({ last }) {
  if (!last) {
    return html`<section class="card card-flat between"><${Icon} name="clipboard-list" large />
      <p class="soft">${t("Khi gọi một số, hồ sơ của người đó được nhập tại đây.")}</p></section>`;
  }
  const { verb, ticket } = last;
  const where = whereNow(last);
  return html`<section class="card card-flat between-last" data-last=${verb}>
    <h2 class="card-title">${done()[verb]} <a class="ticket-number" href=${`/counter/tickets/${ticket.id}`} target="_blank" rel="noopener">${ticket.number}</a></h2>
    ${where && html`<p>${where}</p>`}
    ${ticket.dossiers?.length ? html`<${Opened} dossiers=${ticket.dossiers} />` : verb === "finish" && html`<p class="soft">${t("Không mở hồ sơ nào cho phiếu này.")}</p>`}
  </section>`;
}
