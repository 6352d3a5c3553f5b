/** What the server put into this page: the boot JSON. Read once; nothing is fetched here. */

/** @type {Record<string, any>} */
export const boot = readJson("boot");

/**
 * Read the JSON of a `<script type="application/json" id="…">` of this page; {} when there is none.
 * @param {string} id
 * @returns {Record<string, any>}
 */
export function readJson(id) {
  const element = document.getElementById(id);
  return element ? JSON.parse(element.textContent || "{}") : {};
}

/**
 * Read a `<meta name="…">` of this page; "" when there is none.
 * @param {string} name
 */
export function meta(name) {
  const element = document.querySelector(`meta[name="${name}"]`);
  return element instanceof HTMLMetaElement ? element.content : "";
}
