/** The touch screen as a whole: which page is shown, and what a touch leads to. Each page has its own file. */
import { html } from "htm/preact";
import { Problem } from "layso/api.js";
import { boot } from "layso/boot.js";
import { OfflineOverlay } from "layso/offline.js";
import { language, onLanguage, setLanguage, t } from "layso/words.js";
import { useEffect, useRef, useState } from "preact/hooks";
import * as flow from "./flow.js";
import { Bar } from "./frame.js";
import { useHall } from "./hall.js";
import { StillThere, useIdle } from "./idle.js";
import { orderTicket } from "./order.js";
import { Closed, closedBy } from "./pages/closed.js";
import { Find } from "./pages/find.js";
import { Home } from "./pages/home.js";
import { Procedure } from "./pages/procedure.js";
import { NORMAL, Question, classes } from "./pages/question.js";
import { Notice, Take, Wait } from "./pages/take.js";

export function App() {
  const hall = useHall();
  const [page, go] = useState(flow.HOME);
  const [, redraw] = useState("vi");
  const isOrdering = useRef(false);
  useEffect(() => onLanguage(redraw), []);

  const goHome = () => {
    setLanguage("vi");
    go(flow.HOME);
  };
  const choose = (/** @type {flow.Service} */ service, /** @type {flow.Page} */ from) => {
    if (service.closed) go(flow.closed(service, service.closed));
    else if (classes().length) go(flow.ask(service, from));
    else order(service, NORMAL());
  };
  const order = async (/** @type {flow.Service} */ service, /** @type {string} */ priority) => {
    if (isOrdering.current) return;
    isOrdering.current = true;
    go(flow.wait(service));
    go(await orderTicket(service.code, priority).then((ticket) => flow.take(ticket, service), (error) => refused(error, service)));
    isOrdering.current = false;
  };

  const isLeft = page.name !== "take" && page.name !== "wait";
  const needsReset = page.name !== "home" || language() !== "vi";
  const watches = isLeft && needsReset && hall.live.online; // who cannot touch because of us is not idle
  const left = useIdle({ after_s: boot.idle_s, watches, asks: page.name !== "home", onIdle: goHome });
  const moves = { go, goHome, choose, order };

  return html`<div class="kiosk">
    <${Bar} />
    ${show(page, hall, moves)}
    <p class="visually-hidden" role="status" aria-live="assertive">
      ${page.ticket ? t("Số của ông/bà là {number}", { number: page.ticket.number }) : ""}</p>
    ${left !== null && html`<${StillThere} left=${left} />`}
    <${OfflineOverlay} state=${hall.live} title=${t("Máy đang kết nối lại")} text=${sayOffline(page)} />
  </div>`;
}

/**
 * @param {flow.Page} page
 * @param {ReturnType<typeof useHall>} hall
 * @param {{go: (p: flow.Page) => void, goHome: () => void, choose: Function, order: Function}} moves
 */
function show(page, { services, slips }, { go, goHome, choose, order }) {
  const onBack = () => go(flow.back(page));
  const serviceOf = (/** @type {string} */ code) => services.find((one) => one.code === code);
  switch (page.name) {
    case "find": {
      const onRead = (/** @type {any} */ procedure, /** @type {string} */ query) => go(flow.read(procedure, flow.find(query)));
      return html`<${Find} query=${page.query} services=${services} onRead=${onRead} onBack=${onBack} />`;
    }
    case "procedure": {
      const service = serviceOf(page.procedure.service);
      return html`<${Procedure} procedure=${page.procedure} service=${service} onTake=${() => choose(service, page)} onBack=${onBack} />`;
    }
    case "question":
      return html`<${Question} service=${page.service} onAnswer=${(/** @type {string} */ code) => order(page.service, code)} onBack=${onBack} />`;
    case "wait": return html`<${Wait} service=${page.service} />`;
    case "take": return html`<${Take} key=${page.ticket?.id} ticket=${page.ticket} service=${page.service} slips=${slips} onDone=${goHome} />`;
    case "closed": return html`<${Closed} service=${page.service} closed=${page.closed} others=${services.some((one) => one.open)} onBack=${onBack} />`;
    case "notice": return html`<${Notice} title=${page.title} text=${page.text} onBack=${onBack} />`;
    default:
      return html`<${Home} services=${services} onService=${(/** @type {any} */ one) => choose(one, flow.HOME)} onFind=${() => go(flow.find())} />`;
  }
}

/** @param {unknown} error @param {flow.Service} service */
function refused(error, service) {
  if (!(error instanceof Problem)) throw error;
  const closed = closedBy(error);
  if (closed) return flow.closed(service, closed);
  if (error.status === 401 || error.status === 403) return flow.tell(t("Máy này chưa sẵn sàng"), t("Xin ông/bà báo cán bộ hướng dẫn."));
  return flow.tell(error.title || t("Chưa lấy được số"), error.detail || t("Xin ông/bà thử lại, hoặc báo cán bộ hướng dẫn."));
}

/** @param {flow.Page} page */
function sayOffline(page) {
  return page.name === "wait"
    ? t("Xin ông/bà chờ một lát. Số của ông/bà vẫn được giữ và sẽ hiện ra ngay khi có kết nối.")
    : t("Xin ông/bà chờ một lát, màn hình sẽ tự hoạt động lại. Nếu vội, xin hỏi cán bộ hướng dẫn.");
}
