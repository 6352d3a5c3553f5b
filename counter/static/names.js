/** How services, priority classes, clerks and printers are called: their codes come with every message, names once. */
import { boot } from "layso/boot.js";
import { pick } from "layso/words.js";

/** @param {string} code */
export const serviceName = (code) => (boot.services[code] ? pick(boot.services[code].name) : code);

/** The name of a class, "" for everybody else's. @param {string} code */
export const priorityName = (code) =>
  code === "normal" ? "" : boot.priorities[code] ? pick(boot.priorities[code]) : code;

/** @param {string} name */
export const clerkName = (name) => boot.clerks[name] || name;

/** @param {number} id */
export const printerName = (id) => boot.printers[id] || `#${id}`;
