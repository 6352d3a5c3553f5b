/** Keeps today's figures true: fetches the living part again when something changed, no more than every 2 s. */
import { html } from "htm/preact";
import { render } from "preact";
import { boot } from "layso/boot.js";
import { connect } from "layso/live.js";
import { OfflineStrip } from "layso/offline.js";
import { refreshParts } from "./parts.js";

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
    await refreshParts("/manager/today");
  } catch {
    // The strip says that the server is away; the next snapshot fetches again.
  } finally {
    due = 0;
  }
}

/** @param {import("layso/live.js").LiveState} state */
function showState(state) {
  const place = document.getElementById("offline");
  if (place) render(html`<${OfflineStrip} state=${{ ...state }} />`, place);
}

if (boot.live) {
  connect("/manager", { on: { snapshot: refresh, change: refresh }, onState: showState });
  setInterval(refresh, WAITS_GROW_MS);
}
