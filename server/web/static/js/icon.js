/** Icons of the page's own sprite (lucide), by name; the names are listed in server/web/icons.txt. */
import { html } from "htm/preact";
import { meta } from "./boot.js";

/**
 * One icon: `<${Icon} name="printer" />`. Hidden from screen readers unless it has a label.
 * @param {{name: string, label?: string, large?: boolean}} props
 */
export function Icon({ name, label, large = false }) {
  return html`<svg class=${large ? "icon icon-large" : "icon"} role=${label ? "img" : undefined}
    aria-label=${label} aria-hidden=${label ? undefined : "true"} focusable="false">
    <use href=${`${meta("icons")}#${name}`} />
  </svg>`;
}
