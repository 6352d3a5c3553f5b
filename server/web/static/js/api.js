/** Commands to the server over HTTP: JSON in, JSON out; a refusal is thrown as `Problem`, no answer as `Offline`. */
import { boot, meta } from "./boot.js";
import { language } from "./words.js";

/** A refusal of the server (RFC 9457); `title` and `detail` are already in the reader's language. */
export class Problem extends Error {
  /** @param {Record<string, any>} body @param {number} status */
  constructor(body, status) {
    super(body.detail || body.title || String(status));
    this.name = "Problem";
    this.status = status;
    /** @type {string} */ this.code = body.code || "unknown";
    /** @type {string} */ this.title = body.title || "";
    /** @type {string} */ this.detail = body.detail || "";
    this.body = body;
  }
}

/** The server did not answer: whether the act was done is not known. Repeat with the same Idempotency-Key. */
export class Offline extends Error {
  constructor() {
    super("offline");
    this.name = "Offline";
  }
}

/** @typedef {{key?: string, timeout_ms?: number}} ApiOptions */

/**
 * Send one command or question to the server and return its JSON (null for 204).
 * @param {"GET"|"POST"|"PUT"|"PATCH"|"DELETE"} method
 * @param {string} path  e.g. "/api/v1/tickets"
 * @param {any} [body]   sent as JSON
 * @param {ApiOptions} [options]  key: Idempotency-Key; timeout_ms: 8000 unless told
 * @returns {Promise<any>}
 * @throws {Problem|Offline}
 */
export async function api(method, path, body, options = {}) {
  const response = await send(method, path, body, options);
  const json = await readBody(response);
  if (response.ok) return json;
  throw new Problem(json ?? {}, response.status);
}

/** @param {string} method @param {string} path @param {any} body @param {ApiOptions} options */
async function send(method, path, body, options) {
  try {
    return await fetch(path, {
      method,
      headers: headers(method, body, options.key),
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: boot.token ? "omit" : "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(options.timeout_ms ?? 8000),
    });
  } catch {
    throw new Offline();
  }
}

/** @param {Response} response */
async function readBody(response) {
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch {
    if (response.ok) throw new Offline();
    return null;
  }
}

/** @param {string} method @param {any} body @param {string} [key] */
function headers(method, body, key) {
  /** @type {Record<string, string>} */
  const all = { Accept: "application/json", "Accept-Language": language() };
  if (body !== undefined) all["Content-Type"] = "application/json";
  if (key) all["Idempotency-Key"] = key;
  if (boot.token) all.Authorization = `Bearer ${boot.token}`;
  else if (method !== "GET") all["X-CSRFToken"] = meta("csrf-token");
  return all;
}

/** A new Idempotency-Key: one per act of the person, kept for its retries. Works without HTTPS. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
