/** Fetches a page of the server again and puts its living parts in place; focus and what was unfolded stay. */
import { Offline } from "layso/api.js";

/**
 * Fetch and place. A session that is over reloads the page, which leads to the login.
 * @param {string} address
 * @throws {Offline}
 */
export async function refreshParts(address) {
  const response = await fetch(address, { headers: { Accept: "text/html" }, cache: "no-store" }).catch(() => {
    throw new Offline();
  });
  if (response.redirected || response.status === 401) return location.reload();
  if (response.ok) place(await response.text());
}

/** @param {string} text  the server's own page, or a part of it */
function place(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const part of document.querySelectorAll("[data-part]")) {
    const next = fresh.getElementById(part.id);
    if (next && next.innerHTML !== part.innerHTML) replace(part, next);
  }
}

/** @param {Element} part @param {Element} next */
function replace(part, next) {
  for (const details of part.querySelectorAll("details[open]")) next.querySelector(`#${details.id}`)?.setAttribute("open", "");
  const focused = part.contains(document.activeElement) ? focusPath(part) : -1;
  part.replaceChildren(...next.childNodes);
  if (focused >= 0) focusable(part)[focused]?.focus({ preventScroll: true });
}

/** @param {Element} part @returns {HTMLElement[]} */
const focusable = (part) => [...part.querySelectorAll("a, button, summary, [tabindex]")].filter((one) => one instanceof HTMLElement);

/** @param {Element} part */
const focusPath = (part) => focusable(part).findIndex((one) => one === document.activeElement);
