/** Keeps the phone page true: news by socket, every ten seconds by HTTP when there is no socket. A plain script with no
 * modules and no words of its own, so that it is small and runs on old phones; the server wrote every sentence. */
(function () {
  "use strict";
  const POLL_MS = 10000;
  const PATIENCE_MS = 2000;
  const main = document.querySelector("main");
  const { token } = main.dataset;
  const number = document.title;
  const find = (id) => document.getElementById(id);
  const pick = (names) => (names ? names[document.documentElement.lang] || names.vi : "");
  let lastCall = 0;
  let known = JSON.parse(main.dataset.view);
  let isLive = false;
  let offline;

  function show(view) {
    if (view.status === "called" && main.dataset.status !== "called") beckon();
    known = view;
    main.dataset.status = view.status;
    main.querySelector("[data-for=waiting]").dataset.ahead = view.people_ahead;
    showFacts(view);
    showWait(view.estimate);
    showDossiers(view.dossiers);
    const call = main.querySelector("[data-for=called]");
    document.title = view.status === "called" ? `${call.querySelector(".phone-say").textContent} · ${number}` : number;
  }

  function showFacts(view) {
    const meant = view.status === "waiting" ? view.counter : null;
    const facts = {
      [view.came]: true, put_back: view.lets_pass > 0, reserved: meant !== null,
      in_time: view.back_until !== null, too_late: view.back_until === null, more: view.next.length > 0,
    };
    for (const line of main.querySelectorAll("[data-if]")) line.hidden = !facts[line.dataset.if];
    const words = { ...view, meant, service: pick(view.service), next: view.next.map(pick).join(", ") };
    for (const place of main.querySelectorAll("[data-say]")) {
      const word = words[place.dataset.say];
      place.textContent = word === null ? "" : word;
    }
  }

  function showWait(estimate) {
    const wait = find("wait");
    wait.hidden = !estimate;
    if (!estimate) return;
    const low = Math.floor(estimate.low_s / 60);
    const high = Math.ceil(estimate.high_s / 60);
    const words = high <= 1 ? wait.dataset.short : low < 1 || low === high ? wait.dataset.one : wait.dataset.span;
    wait.textContent = words.replace("{low}", String(low)).replace("{high}", String(high));
  }

  function showDossiers(codes) {
    find("dossiers").hidden = codes.length === 0;
    find("codes").replaceChildren(...codes.map((code) => {
      const item = document.createElement("li");
      item.textContent = code;
      return item;
    }));
  }

  // A phone vibrates only for a page that was touched before, and not every phone can: it is never the only sign.
  function beckon() {
    if (navigator.vibrate) navigator.vibrate([400, 200, 400, 200, 800]);
    main.classList.remove("is-called-again");
    void main.offsetWidth;
    main.classList.add("is-called-again");
  }

  function setReached(reached) {
    clearTimeout(offline);
    if (reached) find("offline").hidden = true;
    else offline = setTimeout(() => { find("offline").hidden = false; }, PATIENCE_MS);
  }

  // The page itself is asked again: it says more of a visit than the five things that anybody's program gets.
  async function poll() {
    if (isLive) return;
    try {
      const response = await fetch(location.href, { cache: "no-store" });
      if (!response.ok) throw new Error(String(response.status));
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      show(JSON.parse(page.querySelector("main").dataset.view));
      setReached(true);
    } catch {
      setReached(false);
    }
  }

  function listen() {
    const socket = window.io("/ticket", { auth: { token }, transports: ["websocket"], reconnectionDelayMax: 3000 });
    socket.on("connect", () => { isLive = true; setReached(true); });
    socket.on("disconnect", () => { isLive = false; poll(); });
    socket.on("snapshot", show);
    socket.on("change", show);
    socket.on("call", (call) => {
      if (call.seq <= lastCall) return;
      lastCall = call.seq;
      if (main.dataset.status === "called") beckon();
      else show({ ...known, status: "called", counter: call.counter, people_ahead: 0, estimate: null }); // the rest follows
    });
  }

  const leaving = main.querySelector(".phone-leave");
  leaving.addEventListener("toggle", () => { if (leaving.open) leaving.scrollIntoView({ block: "end" }); });
  if (window.io) listen();
  setInterval(poll, POLL_MS);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });
})();
