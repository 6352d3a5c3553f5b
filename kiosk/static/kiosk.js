/** Starts the touch screen. What it shows is app.js. */
import { html } from "htm/preact";
import { render } from "preact";
import { App } from "./app.js";
import { guardScreen } from "./guard.js";

guardScreen(document);
render(html`<${App} />`, document.getElementById("kiosk"));
