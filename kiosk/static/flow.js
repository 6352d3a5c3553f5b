/** Where one is on the touch screen, as plain values: which page, what was chosen, and the page to go back to. */

/**
 * @typedef {{vi: string, en: string}} Names
 * @typedef {{code: string, vi: string, en: string, why: Names, brief: Names, reopens: string|null}} Closed
 * @typedef {{code: string, prefix: string, name: Names, icon: string, open: boolean, waiting: number,
 *   estimate: {low_s: number, high_s: number}|null, paused: boolean, serves_again: string|null, closed: Closed|null}} Service
 * @typedef {{code: string, name: Names}} PriorityClass
 * @typedef {{id: number, number: string, token: string, people_ahead: number,
 *   estimate: {low_s: number, high_s: number}|null, serves_again: string|null, print_job: number|null}} Ticket
 * @typedef {{name: string, from?: Page, service?: Service, procedure?: any, query?: string, ticket?: Ticket,
 *   closed?: Closed, title?: string, text?: string}} Page
 */

/** @type {Page} */
export const HOME = { name: "home" };

/** @param {string} [query] @returns {Page} */
export const find = (query = "") => ({ name: "find", query, from: HOME });

/** @param {any} procedure @param {Page} from @returns {Page} */
export const read = (procedure, from) => ({ name: "procedure", procedure, from });

/** The one question before a ticket. @param {Service} service @param {Page} from @returns {Page} */
export const ask = (service, from) => ({ name: "question", service, from });

/** Waiting for the server's answer; there is no way back from here, because the ticket may be made already.
 * @param {Service} service @returns {Page} */
export const wait = (service) => ({ name: "wait", service });

/** @param {Ticket} ticket @param {Service} service @returns {Page} */
export const take = (ticket, service) => ({ name: "take", ticket, service });

/** A service that gives no numbers now, and when it does again. @param {Service} service @param {Closed} closed @returns {Page} */
export const closed = (service, closed) => ({ name: "closed", service, closed, from: HOME });

/** @param {string} title @param {string} text @returns {Page} */
export const tell = (title, text) => ({ name: "notice", title, text, from: HOME });

/** @param {Page} page @returns {Page} */
export const back = (page) => page.from ?? HOME;
