/** The board's entry: news in, one picture out. What is shown is a function of the last state and the call being told. */
import { html } from "htm/preact";
import { render } from "preact";
import { boot } from "layso/boot.js";
import { connect } from "layso/live.js";
import { announcer } from "./announcer.js";
import { Board } from "./board.js";
import { follow } from "./centre_time.js";
import { makeChime } from "./chime.js";
import { toldIn } from "./told.js";

const root = /** @type {HTMLElement} */ (document.getElementById("board"));
const told = toldIn(boot.zone);
/** @type {{calls: any[], waiting: any[]}|null} */
let board = null;
/** @type {import("layso/live.js").LiveState} */
let link = { online: false, offlineSince: Date.now(), refused: null };

const chime = makeChime((sound) => { report(sound); draw(); });
const calls = announcer({
  play: chime.ring,
  stillCalled: (call) => board?.calls.some(({ seq, status }) => seq === call.seq && status === "called") ?? true,
  onTold: told.keep,
  onChange: draw,
});

const live = connect("/display", {
  auth: boot.token ? { token: boot.token } : { zone: boot.zone },
  heard: told.read(),
  on: { snapshot: show, change: show, call: calls.add },
  onState(state) {
    const back = state.online && !link.online;
    link = { ...state };
    if (back) report(chime.state());
    draw();
  },
});

/** @param {any} state */
function show(state) {
  follow(state.now_ms);
  if (told.read() < 0) told.keep(live.heard());
  board = state;
  draw();
}

/** Tell the server whether this screen can be heard, so that staff need not walk there. @param {string} state */
function report(state) {
  if (link.online) live.emit("sound", { state });
}

function draw() {
  render(html`<${Board} board=${board} link=${link} calls=${calls} sound=${chime.state()} wake=${chime.wake} />`, root);
}

draw();
