/** The index comes alive: the hall's switch without leaving the page, and the figures and pictures once a second. */
import { boot } from "layso/boot.js";

const EVERY_MS = 1000;

/** @typedef {{speed: number, issued: number, waiting: number, open: number, calls: {number: string, counter: number}[], csrf_token?: string}} Glance */

/** @param {Glance} glance */
function show(glance) {
  for (const place of document.querySelectorAll("[data-glance]")) {
    const value = String(glance[/** @type {"issued"} */ (place.getAttribute("data-glance"))]);
    if (place.textContent !== value) place.textContent = value;
  }
  for (const button of document.querySelectorAll("button.speed")) {
    button.setAttribute("aria-pressed", String(Number(button.getAttribute("value")) === glance.speed));
  }
  const stop = document.querySelector("button.stop");
  if (stop instanceof HTMLButtonElement) stop.disabled = !glance.speed;
  showCalls(glance.calls);
  for (const input of document.querySelectorAll("input[name=csrf_token]")) {
    if (glance.csrf_token && input instanceof HTMLInputElement) input.value = glance.csrf_token;
  }
}

/** @param {Glance["calls"]} calls */
function showCalls(calls) {
  if (!calls.length) return;
  document.getElementById("scene-calls")?.replaceChildren(...calls.map(({ number, counter }) => {
    const row = document.createElement("li");
    row.append(told("b", number), told("span", String(counter)));
    return row;
  }));
  document.getElementById("scene-slip")?.replaceChildren(calls[0].number);
}

/** @param {string} tag @param {string} text */
function told(tag, text) {
  const element = document.createElement(tag);
  element.textContent = text;
  return element;
}

async function look() {
  if (document.hidden) return;
  try {
    const response = await fetch("/demo/glance.json");
    if (response.ok) show(await response.json());
  } catch {
    // The program was ended or is starting: the next look will tell.
  }
}

document.getElementById("play")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { currentTarget, submitter } = /** @type {SubmitEvent} */ (event);
  const form = /** @type {HTMLFormElement} */ (currentTarget);
  await fetch(form.action, { method: "POST", body: new FormData(form, submitter), redirect: "manual" });
  await look();
});

show(/** @type {Glance} */ (boot));
setInterval(look, EVERY_MS);
document.addEventListener("visibilitychange", look);
