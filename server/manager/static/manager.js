/** Keeps today's figures true: fetches the living part again when something changed, no more than every 2 s. */
import { html } from "htm/preact";
import { render } from "preact";
import { boot } from "layso/boot.js";
import { connect } from "layso/live.js";
import { OfflineStrip } from "layso/offline.js";

const SHORTEST_MS = 2000;
const WAITS_GROW_MS = 20000;

let fetchedAt = -Infinity;
let due = 0;

/** Fetch soon: at once when the last time is long enough ago, else as soon as it is. */
function refresh() {
  if (due) return;
  due = window.setTimeout(fetchToday, Math.max(0, fetchedAt + SHORTEST_MS - performance.now()));
}

async function fetchToday() {
  fetchedAt = performance.now();
  try {
    const response = await fetch("/manager/today", { headers: { Accept: "text/html" } });
    if (response.redirected || response.status === 401) return location.reload();
    if (response.ok) place(await response.text());
  } catch {
    // The strip says that the server is away; the next snapshot fetches again.
  } finally {
    due = 0;
  }
}

/** @param {string} text  the server's own page part */
function place(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = fresh.getElementById(part.id);
    if (next && next.innerHTML !== part.innerHTML) replace(part, next);
  }
}

/** Put a part in place; what was unfolded stays unfolded, what had the focus keeps it. @param {Element} part @param {Element} next */
function replace(part, next) {
  for (const details of part.querySelectorAll("details[open]")) next.querySelector(`#${details.id}`)?.setAttribute("open", "");
  const focused = part.contains(document.activeElement) ? focusPath(part) : -1;
  part.replaceChildren(...next.childNodes);
  if (focused >= 0) focusable(part)[focused]?.focus({ preventScroll: true });
}

/** @param {Element} part @returns {HTMLElement[]} */
const focusable = (part) => [...part.querySelectorAll("a, button, summary, [tabindex]")].filter((one) => one instanceof HTMLElement);

/** @param {Element} part */
const focusPath = (part) => focusable(part).findIndex((one) => one === document.activeElement);

/** @param {import("layso/live.js").LiveState} state */
function showState(state) {
  const place = document.getElementById("offline");
  if (place) render(html`<${OfflineStrip} state=${{ ...state }} />`, place);
}

if (boot.live) {
  connect("/manager", { on: { snapshot: refresh, change: refresh }, onState: showState });
  setInterval(refresh, WAITS_GROW_MS);
}
