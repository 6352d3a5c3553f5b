/** What the reception asks of the server. One key for one wish, repeated until it is answered: none is lost, none made twice. */
import { api, newKey, Offline } from "layso/api.js";
import { boot } from "layso/boot.js";
import { serverNow } from "./clock.js";

const RETRY_MS = 1500;
const TIMEOUT_MS = 6000;

/**
 * @typedef {object} Order  what somebody at the door needs
 * @property {string[]} services  in turn, within one visit
 * @property {string} priority
 * @property {"vi"|"en"} language
 * @property {string} booked  local time of day "HH:MM", "" for none
 * @property {number|null} to  the counter they are led to at once
 */

/** Give out a number, or bring somebody to a counter at once. @param {Order} order @returns {Promise<any>} */
export function place(order) {
  const { services: [service, ...then], priority, language, booked, to } = order;
  if (to !== null) return insist(`/api/v1/counters/${to}/walk-ins`, { service, priority, language });
  const body = { service, priority, language, then };
  return insist("/api/v1/tickets", booked ? { ...body, booked_at: `${today()}T${booked}` } : body);
}

/** The centre's day now, as the server counts it. */
const today = () => new Date(serverNow()).toLocaleDateString("sv-SE", { timeZone: boot.timezone });

/** @param {string} path @param {any} body */
async function insist(path, body) {
  const key = newKey();
  for (;;) {
    try {
      return await api("POST", path, body, { key, timeout_ms: TIMEOUT_MS });
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      await new Promise((resume) => setTimeout(resume, RETRY_MS));
    }
  }
}

/** @param {number} id */
export const look = (id) => api("GET", `/api/v1/tickets/${id}`);

/** Today's ticket by what is printed on it. @param {string} number */
export const find = (number) => api("GET", `/api/v1/tickets?number=${encodeURIComponent(number)}`);

/** @param {number} counter @param {number} ticket */
export const lead = (counter, ticket) => api("POST", `/api/v1/counters/${counter}/walk-ins`, { ticket });

/** @param {string} verb  return, leave, transfer, undo @param {number} ticket @param {any} [body] */
export const move = (verb, ticket, body) => api("POST", `/api/v1/tickets/${ticket}/${verb}`, body);

/** @param {number} job */
export const printAgain = (job) => api("POST", `/api/v1/print-jobs/${job}/reprint`);
