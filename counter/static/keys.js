/** Keys instead of buttons: which key does what, never while somebody types or answers a question. */
import { useEffect, useRef, useState } from "preact/hooks";

const FIELD = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
const LETTERS_OFF = "layso_letters_off";

/** Claim that this is a place to type in. @param {EventTarget|null} target */
export const isField = (target) => target instanceof Element && target.matches(FIELD);

/** Claim that somebody types, or answers a question. @param {EventTarget|null} target */
const isTaken = (target) => isField(target) || document.querySelector("dialog[open]") !== null;

/** Name a key by its place, so that a Vietnamese input method does not hide it. @param {KeyboardEvent} event */
export function nameOf(event) {
  if (event.key === "?") return "?";
  const [, letter, digit] = /^(?:Key([A-Z])|Digit(\d))$/.exec(event.code) ?? [];
  if (letter) return event.ctrlKey || event.metaKey ? `Ctrl+${letter}` : letter;
  return digit ? `${event.shiftKey ? "Shift+" : ""}${digit}` : event.key; // the number pad: by what it says
}

/** Whether a key is one that whoever speaks to the PC or rests a hand may have switched off (WCAG 2.1.4). @param {string} name */
export const isOff = (name) => /^(Shift\+)?[A-Z0-9]$/.test(name) && localStorage.getItem(LETTERS_OFF) !== null;

/**
 * Do what a key stands for.
 * @param {Record<string, () => void>} table  {N: …, F2: …, "Ctrl+Z": …, "?": …}
 */
export function useKeys(table) {
  const latest = useRef(table);
  latest.current = table;
  useEffect(() => {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.defaultPrevented || event.altKey || isTaken(event.target)) return;
      if (event.repeat && (event.key === "Enter" || event.key === " ")) return event.preventDefault();
      const name = nameOf(event);
      const act = latest.current[name];
      if (!act || event.repeat || isOff(name)) return;
      event.preventDefault();
      act();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Whether letters and digits are keys on this PC, and how to change it. @returns {[boolean, (on: boolean) => void]} */
export function useLetters() {
  const [on, setOn] = useState(!localStorage.getItem(LETTERS_OFF));
  return [on, (next) => {
    if (next) localStorage.removeItem(LETTERS_OFF);
    else localStorage.setItem(LETTERS_OFF, "1");
    setOn(next);
  }];
}
