/** The picture: head, the newest call, the last calls, who waits, and what is wrong if anything is. */
import { html } from "htm/preact";
import { boot } from "layso/boot.js";
import { Calls } from "./calls.js";
import { Head } from "./head.js";
import { useRecent } from "./moved.js";
import { Now } from "./now.js";
import { Trouble, useStale } from "./trouble.js";
import { Waiting } from "./waiting.js";

const FEW = 5;
const ACTIVE = new Set(["called", "serving"]);

/** @param {{board: any, link: any, calls: any, sound: string, wake: () => void}} props */
export function Board({ board, link, calls, sound, wake }) {
  const stale = useStale(link);
  const moved = useRecent(board ? board.calls.filter((/** @type {any} */ call) => call.moved_to) : []);
  const active = board ? board.calls.filter((/** @type {any} */ call) => ACTIVE.has(call.status)) : [];
  const big = bigOne(calls, active);
  const others = [...active, ...moved].filter((/** @type {any} */ call) => call.number !== big?.number).sort((a, b) => lastSeq(b) - lastSeq(a));
  const size = boot.counters === 1 ? "board-one" : boot.counters <= FEW ? "board-few" : "";
  return html`<div class=${`board ${size} ${stale ? "board-stale" : ""}`}>
    <${Head} sound=${sound} wake=${wake} />
    <p class="visually-hidden" aria-live="assertive">${calls.current()?.words.vi}</p>
    <main class="board-main" inert=${stale}>
      <h1 class="visually-hidden">${boot.centre.vi}</h1>
      <${Now} call=${big} fresh=${calls.isFresh()} />
      ${boot.counters === 1 ? null : html`<${Calls} calls=${others} />`}
      <${Waiting} waiting=${board?.waiting ?? []} served=${board?.served ?? boot.served} />
    </main>
    <${Trouble} link=${link} stale=${stale} />
  </div>`;
}

/** The seq of the last news of a call: its own, or that its ticket was sent on. @param {any} call */
const lastSeq = (call) => call.moved_to?.seq ?? call.seq;

/**
 * The call being told has the big place; after that the newest whose ticket is still at a counter.
 * @param {any} calls @param {any[]} active
 */
function bigOne(calls, active) {
  const told = calls.current();
  if (calls.isTelling()) return { ...told, status: "called" };
  const newest = active[0];
  return newest?.status === "called" && newest.seq === told?.seq ? { ...newest, words: told.words } : newest;
}
