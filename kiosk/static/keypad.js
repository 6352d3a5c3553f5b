/** Big letters to touch, placed as on every telephone. Plain letters are enough: the search needs no accents. */
import { html } from "htm/preact";
import { Icon } from "layso/icon.js";
import { t } from "layso/words.js";

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
const LONGEST = 80;

/**
 * Whoever has a real keyboard types into the field, so the Tab key passes over these.
 * @param {{value: string, onChange: (value: string) => void}} props
 */
export function Keypad({ value, onChange }) {
  const add = (/** @type {string} */ letter) => onChange((value + letter).slice(0, LONGEST));
  const key = (/** @type {string} */ label, /** @type {() => void} */ act, name = "", content = /** @type {any} */ (null)) =>
    html`<button class=${`keypad-key ${name}`} type="button" tabindex="-1" data-quick key=${label} aria-label=${content ? label : undefined}
      onPointerDown=${(/** @type {Event} */ event) => event.preventDefault()} onClick=${act}>${content ?? label}</button>`;
  const letters = (/** @type {string} */ row) => [...row].map((letter) => key(letter, () => add(letter)));
  return html`<div class="keypad" role="group" aria-label=${t("Bàn phím")}>
    <div class="keypad-row">${letters(ROWS[0])}</div>
    <div class="keypad-row">${letters(ROWS[1])}</div>
    <div class="keypad-row">${letters(ROWS[2])}
      ${key(t("Xóa một chữ"), () => onChange(value.slice(0, -1)), "keypad-wide", html`<${Icon} name="delete" />`)}</div>
    <div class="keypad-row">
      ${key(t("Xóa hết"), () => onChange(""), "keypad-clear")}
      ${key(t("Dấu cách"), () => add(" "), "keypad-space")}
    </div>
  </div>`;
}
