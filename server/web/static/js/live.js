/** News from the server by Socket.IO: snapshot, then messages in the order of `seq`; nothing old is told twice. */
import { io } from "socket.io-client";
import { boot } from "./boot.js";

/**
 * @typedef {{online: boolean, offlineSince: number|null, refused: string|null}} LiveState
 *   offlineSince: ms since 1970; refused: the code when the server does not accept this device or session
 * @typedef {object} LiveOptions
 * @property {Record<string, unknown>} [auth]  default: the page's device token
 * @property {Record<string, (message: any) => void>} on  snapshot, call, change, …
 * @property {(state: LiveState) => void} [onState]
 *
 * @typedef {object} Live
 * @property {LiveState} state
 * @property {() => number} seq  the last seq seen
 * @property {(event: string, message?: any) => void} emit
 * @property {() => void} close
 */

/**
 * Connect to a namespace ("/display", "/counter", "/kiosk", "/ticket", "/manager") and stay connected for good.
 * @param {string} namespace
 * @param {LiveOptions} options
 * @returns {Live}
 */
export function connect(namespace, { auth = boot.token ? { token: boot.token } : {}, on, onState = () => {} }) {
  const socket = io(namespace, {
    auth, transports: ["websocket"], reconnectionDelay: 400, reconnectionDelayMax: 1500, randomizationFactor: 0.3, timeout: 4000,
  });
  const memory = remember();
  /** @type {LiveState} */
  const state = { online: false, offlineSince: Date.now(), refused: null };
  const set = (/** @type {Partial<LiveState>} */ next) => onState(Object.assign(state, next));

  socket.on("connect", () => {
    if (memory.heard() >= 0) socket.emit("resume", { seq: memory.heard() });
    set({ online: true, offlineSince: null, refused: null });
  });
  socket.on("disconnect", (reason) => {
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
    if (event === "call" && message.prev > memory.heard()) socket.emit("resume", { seq: memory.heard() });
    if (memory.isNews(event, message)) act(message);
  }

  return { state, seq: memory.last, emit: (event, message) => socket.emit(event, message), close: () => socket.close() };
}

const KEPT = 500;

/**
 * Decide which messages are news. A call counts once by its own seq, because a missed call comes after the snapshot
 * that already contains it; any other message counts only when it is newer than the last state. `heard` is the seq
 * up to which every call has been told here: a state may already contain a call whose message is still on its way.
 */
export function remember() {
  let [last, heard] = [-1, -1];
  /** @type {Set<number>} */
  let seen = new Set();

  /** @param {number} seq */
  function isNewCall(seq) {
    if (seq <= heard - KEPT || seen.has(seq)) return false;
    heard = Math.max(heard, seq);
    seen.add(seq);
    if (seen.size > 2 * KEPT) seen = new Set([...seen].filter((one) => one > heard - KEPT));
    return true;
  }

  /** @param {{seq: number, announced?: number, resumed?: boolean}} message */
  function takeSnapshot({ seq, announced = -1, resumed = false }) {
    const restored = announced >= 0 && announced < heard - KEPT; // a store that came back from a backup
    if (heard < 0 || resumed || restored) heard = announced;
    if (restored) seen.clear();
    last = seq;
    return true;
  }

  /** @param {string} event @param {any} message */
  function isNews(event, message) {
    const seq = message?.seq;
    if (typeof seq !== "number") return true;
    if (event === "snapshot") return takeSnapshot(message);
    if (event === "call") return isNewCall(seq);
    if (seq < last) return false;
    last = seq;
    return true;
  }
  return { isNews, last: () => last, heard: () => heard };
}
