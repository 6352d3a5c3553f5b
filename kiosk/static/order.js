/** Takes a ticket: one key for one wish, repeated until the server has answered, so that none is lost and none made twice. */
import { Offline, api, newKey } from "layso/api.js";
import { language } from "layso/words.js";

const RETRY_MS = 1500;
const TIMEOUT_MS = 6000;

/**
 * @param {string} service  code
 * @param {string} priority  code
 * @returns {Promise<import("./flow.js").Ticket>}
 * @throws {import("layso/api.js").Problem} when the server refuses
 */
export async function orderTicket(service, priority) {
  const key = newKey();
  const body = { service, priority, language: language() };
  for (;;) {
    try {
      return await api("POST", "/api/v1/tickets", body, { key, timeout_ms: TIMEOUT_MS });
    } catch (error) {
      if (!(error instanceof Offline)) throw error;
      await new Promise((resume) => setTimeout(resume, RETRY_MS));
    }
  }
}
