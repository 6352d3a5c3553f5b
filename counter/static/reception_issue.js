/** Two touches give a number: the service, then the class. Several services, a booked time, another language come before. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { boot } from "layso/boot.js";
import { Icon } from "layso/icon.js";
import { pick, t, tn } from "layso/words.js";
import { useKeys } from "./keys.js";
import { serviceName } from "./names.js";
import { Classes } from "./reception_classes.js";

const MOST = 6;
const nobody = () => ({ services: /** @type {string[]} */ ([]), several: false, booked: "", language: /** @type {"vi"|"en"} */ ("vi"), asked: false });

/**
 * @typedef {ReturnType<typeof nobody>} Wish
 * @param {{hall: any, to: number|null, lead: (counter: number|null) => void, give: (order: any) => Promise<boolean>, busy: boolean}} props
 */
export function Issue({ hall, to, lead, give, busy }) {
  const [wish, setWish] = useState(nobody);
  const change = (/** @type {Partial<Wish>} */ part) => setWish((old) => ({ ...old, ...part }));
  const goal = hall.counters.find((/** @type {any} */ one) => one.number === to);
  const offer = hall.services.map((/** @type {any} */ one) => ({ ...one, off: whyNot(one, goal) }));

  /** @param {any} service */
  function choose({ code, off }) {
    if (off || wish.asked) return;
    if (!wish.several) return change({ services: [code], asked: true });
    const rest = wish.services.filter((one) => one !== code);
    change({ services: rest.length < wish.services.length ? rest : [...rest, code].slice(0, MOST) });
  }

  /** @param {string} priority */
  async function take(priority) {
    if (!busy && (await give({ ...wish, priority, to }))) setWish(nobody());
  }

  useKeys(wish.asked ? {} : Object.fromEntries(offer.map((/** @type {any} */ one) => [one.prefix, () => choose(one)])));
  if (wish.asked) return html`<${Classes} wish=${wish} to=${to} lead=${lead} counters=${hall.counters} take=${take} busy=${busy} back=${() => change({ asked: false, services: wish.several ? wish.services : [] })} />`;
  return html`<section class="card reception-issue" aria-labelledby="issue-title">
    <div class="row row-apart"><h2 class="card-title" id="issue-title">${to === null ? t("Cấp số") : t("Dẫn người mới đến quầy {number}", { number: to })}</h2>
      ${to !== null && html`<button class="button button-small" type="button" onClick=${() => lead(null)}><${Icon} name="x" />${t("Thôi, cấp số")}</button>`}</div>
    <${Services} offer=${offer} wish=${wish} choose=${choose} />
    ${wish.several && html`<button class="button button-primary button-large button-wide" type="button" aria-disabled=${wish.services.length ? undefined : "true"}
      onClick=${() => wish.services.length && change({ asked: true })}>${tn("Tiếp tục với {n} lĩnh vực", wish.services.length)}<${Icon} name="arrow-right" /></button>`}
    ${to === null && html`<${Options} wish=${wish} change=${change} />`}
  </section>`;
}

/** Why a service cannot be taken now, "" when it can. @param {any} service @param {any} goal */
function whyNot(service, goal) {
  if (goal && !skillsOf(goal).includes(service.code)) return t("quầy {number} không nhận", { number: goal.number });
  return service.open ? "" : pick(service.closed);
}

/** @param {any} counter @returns {string[]} */
export const skillsOf = (counter) => [...counter.services, ...counter.helps];

/** @param {{offer: any[], wish: Wish, choose: (service: any) => void}} props */
function Services({ offer, wish, choose }) {
  const list = useRef(/** @type {HTMLElement|null} */ (null));
  useEffect(() => /** @type {HTMLElement|null|undefined} */ (list.current?.querySelector("button:not([aria-disabled])"))?.focus({ preventScroll: true }), []);
  return html`<ul class="tiles reception-services" role="list" ref=${list}>${offer.map((one) => {
    const turn = wish.services.indexOf(one.code) + 1;
    return html`<li key=${one.code}><button class="tile" type="button" aria-disabled=${one.off ? "true" : undefined} aria-keyshortcuts=${one.prefix}
      aria-pressed=${wish.several ? String(turn > 0) : undefined} onClick=${() => choose(one)}>
      <span class="reception-letter" aria-hidden="true">${turn || one.prefix}</span>
      <span class="tile-name">${serviceName(one.code)}</span>
      <span class="tile-note">${one.off || sayQueue(one)}</span>
    </button></li>`;
  })}</ul>`;
}

/** @param {any} service */
const sayQueue = (service) => [tn("{n} người chờ", service.waiting), service.paused && (service.serves_again ? t("nghỉ đến {time}", { time: service.serves_again }) : t("đang tạm nghỉ"))].filter(Boolean).join(" · ");

/** @param {{wish: Wish, change: (part: Partial<Wish>) => void}} props */
const Options = ({ wish, change }) => html`<div class="choices reception-options" role="group" aria-label=${t("Trước khi cấp số")}>
  <label class="choice"><input type="checkbox" checked=${wish.several} onChange=${() => change({ several: !wish.several, services: [] })} />${t("Nhiều lĩnh vực, một phiếu")}</label>
  <label class="choice"><input type="checkbox" checked=${wish.language === "en"} onChange=${() => change({ language: wish.language === "en" ? "vi" : "en" })} />${t("Phiếu tiếng Anh")}</label>
  ${boot.takes_bookings && html`<label class="choice">${t("Giờ hẹn")}<input class="input input-short" type="time" value=${wish.booked}
    onInput=${(/** @type {any} */ event) => change({ booked: event.target.value })} /></label>`}
</div>`;
