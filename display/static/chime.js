/** The two-tone chime before a call, made by the browser itself. Where sound is refused the picture goes on. */

/** @typedef {"on"|"blocked"|"none"} SoundState  none: this browser cannot make sound at all */

const TONES = [{ hertz: 659.26, at_s: 0 }, { hertz: 523.25, at_s: 0.45 }];
const OVERTONES = [{ times: 1, loud: 0.5 }, { times: 2, loud: 0.12 }, { times: 3, loud: 0.05 }];
const RINGS_S = 1.2;
export const CHIME_MS = 1700;

/** @param {(state: SoundState) => void} onState */
export function makeChime(onState) {
  const context = open();
  /** @type {() => SoundState} */
  const state = () => (context ? (context.state === "running" ? "on" : "blocked") : "none");
  const wake = () => { if (context && context.state !== "running") context.resume().catch(() => {}); };
  context?.addEventListener("statechange", () => onState(state()));
  // Browsers let a page make sound only after somebody touched it; any touch will do.
  for (const touch of ["pointerdown", "keydown"]) window.addEventListener(touch, wake);

  /** Ring once; resolves when it has rung, at once where sound is refused. */
  async function ring() {
    if (!context || context.state !== "running") return wake();
    const begins_s = context.currentTime + 0.05;
    for (const tone of TONES) for (const overtone of OVERTONES) strike(context, begins_s + tone.at_s, tone.hertz, overtone);
    await new Promise((resolve) => setTimeout(resolve, CHIME_MS));
  }
  return { ring, state, wake };
}

function open() {
  try {
    return new AudioContext();
  } catch {
    return null; // no such thing here, or no audio device: a silent board is still a board
  }
}

/**
 * @param {AudioContext} context
 * @param {number} start  seconds of the context's clock
 * @param {number} hertz
 * @param {{times: number, loud: number}} overtone
 */
function strike(context, start, hertz, { times, loud }) {
  const gain = context.createGain();
  const voice = new OscillatorNode(context, { frequency: hertz * times });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loud, start + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + RINGS_S / times);
  voice.connect(gain).connect(context.destination);
  voice.onended = () => gain.disconnect();
  voice.start(start);
  voice.stop(start + RINGS_S);
}
