/** The login page: shows the password on request, and sends the form once. */
const password = /** @type {HTMLInputElement} */ (document.getElementById("password"));
const show = /** @type {HTMLButtonElement} */ (document.getElementById("show-password"));
const form = /** @type {HTMLFormElement} */ (document.getElementById("login"));

show.hidden = false;
show.addEventListener("click", () => {
  const shown = password.type === "password";
  password.type = shown ? "text" : "password";
  show.setAttribute("aria-pressed", String(shown));
  password.focus();
});

form.addEventListener("submit", (event) => {
  if (form.ariaBusy === "true") event.preventDefault();
  form.ariaBusy = "true";
});
window.addEventListener("pageshow", () => (form.ariaBusy = null));
