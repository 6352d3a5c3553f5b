/** News from the server by Socket.IO: snapshot, then messages in the order of `seq`; nothing old is told twice. */
import { io } from "socket.io-client";
import { boot } from "./boot.js";
import { remember } from "./news.js";

export { remember };

/**
 * @typedef {{online: boolean, offlineSince: number|null, refused: string|null}} LiveState
 *   offlineSince: ms since 1970; refused: the code when the server does not accept this device or session
 * @typedef {object} LiveOptions
 * @property {Record<string, unknown>} [auth]  default: the page's device token
 * @property {Record<string, (message: any) => void>} on  snapshot, call, change, …
 * @property {(state: LiveState) => void} [onState]
 * @property {number} [heard]  up to which call this screen told everything before it was reloaded
 *
 * @typedef {object} Live
 * @property {LiveState} state
 * @property {() => number} seq  the last seq seen
 * @property {() => number} heard  the seq up to which every call was delivered
 * @property {(event: string, message?: any) => void} emit
 * @property {() => void} close
 */

/**
 * Connect to a namespace ("/display", "/counter", "/kiosk", "/ticket", "/manager") and stay connected for good.
 * @param {string} namespace
 * @param {LiveOptions} options
 * @returns {Live}
 */
export function connect(namespace, { auth = boot.token ? { token: boot.token } : {}, on, onState = () => {}, heard = -1 }) {
  const socket = io(namespace, {
    auth, transports: ["websocket"], reconnectionDelay: 400, reconnectionDelayMax: 1500, randomizationFactor: 0.3, timeout: 4000,
  });
  const memory = remember(heard);
  /** Calls that came while a resume is answered: told after the missed ones, which are older. @type {any[]|null} */
  let held = null;
  /** @type {LiveState} */
  const state = { online: false, offlineSince: Date.now(), refused: null };
  const set = (/** @type {Partial<LiveState>} */ next) => onState(Object.assign(state, next));

  socket.on("connect", () => {
    if (memory.heard() >= 0) resume();
    set({ online: true, offlineSince: null, refused: null });
  });
  socket.on("disconnect", (reason) => {
    held = null; // not told, so not heard: the next resume brings them
    set({ online: false, offlineSince: Date.now() });
    if (reason === "io server disconnect") retry();
  });
  socket.on("connect_error", (error) => {
    set({ online: false, offlineSince: state.offlineSince ?? Date.now(), refused: socket.active ? null : error.message });
    if (!socket.active) retry();
  });
  for (const [event, act] of Object.entries(on)) socket.on(event, (message) => receive(event, message, act));

  // A refusal of the server ends the client's own retrying; a device may be paired again at any time, so ask on.
  function retry() {
    setTimeout(() => socket.connect(), 1000 + Math.random() * 1000);
  }

  /** @param {string} event @param {any} message @param {(message: any) => void} act */
  function receive(event, message, act) {
    const live = event === "call" && !message.resumed;
    if (live && !held && message.prev > memory.heard()) resume();
    if (live && held) return void held.push(message);
    if (memory.isNews(event, message)) act(message);
    if (message?.resumed && event === "snapshot") release();
  }

  function resume() {
    held ??= [];
    socket.emit("resume", { seq: memory.heard() });
  }

  function release() {
    const calls = held ?? [];
    held = null;
    for (const call of calls) if (memory.isNews("call", call)) on.call?.(call);
  }

  return { state, seq: memory.last, heard: memory.heard, emit: (event, message) => socket.emit(event, message), close: () => socket.close() };
}
