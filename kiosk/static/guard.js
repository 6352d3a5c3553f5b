/** Keeps the screen a screen: nothing to select, drag, zoom or open by a long press, and a double touch counts once. */

const DOUBLE_MS = 400;
const DOUBLE_PX = 40;

/** @param {Document} page */
export function guardScreen(page) {
  for (const event of ["contextmenu", "dragstart", "selectstart", "gesturestart"]) page.addEventListener(event, refuse);
  page.addEventListener("wheel", (event) => event.ctrlKey && refuse(event), { passive: false });
  page.addEventListener("keydown", (event) => (event.ctrlKey || event.metaKey) && "+-=0".includes(event.key) && refuse(event));
  page.addEventListener("click", swallowDouble(), { capture: true });
}

/** @param {Event} event */
function refuse(event) {
  if (event.type === "selectstart" && event.target instanceof HTMLInputElement) return;
  event.preventDefault();
}

/**
 * A trembling hand touches twice, and the second touch would land on whatever the next page has at that place.
 * Keys of the keypad are meant to be touched quickly (`data-quick`); a click made by a keyboard has no place.
 */
function swallowDouble() {
  let [at, x, y] = [-Infinity, 0, 0];
  return (/** @type {MouseEvent} */ event) => {
    if (event.detail === 0 || (event.target instanceof Element && event.target.closest("[data-quick]"))) return;
    const isDouble = event.timeStamp - at < DOUBLE_MS && Math.hypot(event.clientX - x, event.clientY - y) < DOUBLE_PX;
    if (isDouble) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    [at, x, y] = [event.timeStamp, event.clientX, event.clientY];
  };
}
