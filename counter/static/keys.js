/** Keys instead of buttons: which key does what, never while somebody types or answers a question. */
import { useEffect, useRef, useState } from "preact/hooks";

const FIELD = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
const LETTERS_OFF = "layso_letters_off";

/** Claim that somebody types, or answers a question. @param {EventTarget|null} target */
const isTaken = (target) =>
  (target instanceof Element && target.matches(FIELD)) || document.querySelector("dialog[open]") !== null;

/** Name a key by its place, so that a Vietnamese input method does not hide it. @param {KeyboardEvent} event */
const nameOf = (event) => (event.key === "?" ? "?" : event.code.startsWith("Key") ? event.code.slice(3) : event.key);

/**
 * Do what a key stands for. Letters can be switched off by who speaks to the PC or rests a hand (WCAG 2.1.4).
 * @param {Record<string, () => void>} table  {N: …, F2: …, "?": …}
 * @param {boolean} letters
 */
export function useKeys(table, letters) {
  const latest = useRef(table);
  latest.current = table;
  useEffect(() => {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isTaken(event.target)) return;
      if (event.repeat && (event.key === "Enter" || event.key === " ")) return event.preventDefault();
      const name = nameOf(event);
      const act = latest.current[name];
      if (!act || event.repeat || (name.length === 1 && name !== "?" && !letters)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [letters]);
}

/** Whether letters are keys on this PC, and how to change it. @returns {[boolean, (on: boolean) => void]} */
export function useLetters() {
  const [on, setOn] = useState(!localStorage.getItem(LETTERS_OFF));
  return [on, (next) => {
    if (next) localStorage.removeItem(LETTERS_OFF);
    else localStorage.setItem(LETTERS_OFF, "1");
    setOn(next);
  }];
}
