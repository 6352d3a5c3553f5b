/** Notices that nobody touches the screen any more: asks, and after ten seconds without an answer says so. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { t } from "layso/words.js";
import { useEffect, useRef, useState } from "preact/hooks";
import { Ring } from "./ring.js";

const ANSWER_S = 10;
const TOUCHES = ["pointerdown", "click", "keydown", "wheel"];

/**
 * @param {{after_s: number, watches: boolean, asks: boolean, onIdle: () => void}} options
 * @returns {number|null}  seconds left to answer, null while somebody is there
 */
export function useIdle({ after_s, watches, asks, onIdle }) {
  const [left, setLeft] = useState(/** @type {number|null} */ (null));
  const act = useRef(onIdle);
  act.current = onIdle;
  useEffect(() => {
    if (!watches) return undefined;
    let [touchedAt, isAsking] = [Date.now(), false];
    const stay = () => { touchedAt = Date.now(); isAsking = false; setLeft(null); };
    // The question stays until the touch has ended: gone too early, the touch would fall on the page below it.
    const touched = (/** @type {Event} */ event) => { if (!isAsking || event.type !== "pointerdown") stay(); };
    const look = () => {
      const rest = after_s + (asks ? ANSWER_S : 0) - (Date.now() - touchedAt) / 1000;
      isAsking = asks && rest <= ANSWER_S;
      setLeft(isAsking ? Math.max(1, Math.ceil(rest)) : null);
      if (rest <= 0) { stay(); act.current(); }
    };
    const timer = setInterval(look, 250);
    TOUCHES.forEach((name) => window.addEventListener(name, touched, true));
    return () => {
      clearInterval(timer);
      setLeft(null);
      TOUCHES.forEach((name) => window.removeEventListener(name, touched, true));
    };
  }, [after_s, watches, asks]);
  return left;
}

/** The question before the screen goes back; any touch is an answer. @param {{left: number}} props */
export function StillThere({ left }) {
  const button = useRef(/** @type {HTMLButtonElement|null} */ (null));
  useEffect(() => button.current?.focus(), []);
  return html`<div class="overlay" role="alertdialog" aria-modal="true" aria-labelledby="still-title">
    <div class="overlay-card">
      <${Ring} left=${left} total=${ANSWER_S} />
      <p class="overlay-title" id="still-title">${t("Ông/bà còn dùng không?")}</p>
      <p class="overlay-text">${t("Nếu không, màn hình sẽ về trang đầu.")}</p>
      <button class="button button-primary button-large" type="button" ref=${button}>
        <${Icon} name="hand" /> ${t("Tôi vẫn đang dùng")}
      </button>
    </div>
  </div>`;
}
