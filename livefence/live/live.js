// @ts-check
// What every page loads: it makes the snippets live, or says in one line why they are not.

import { make } from "./dom.js";
import { exercise, showProgress } from "./exercise.js";
import { Page } from "./page.js";

const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
const base = new URL("live/", root);
const island = document.getElementById("cells");
const note = document.querySelector(".live-note");

/** Why nothing can run here, or empty. */
function whyNot() {
  if (location.protocol === "file:")
    return "To run and change the snippets in the page, open it from a web server, not from a file.";
  const able =
    "WebAssembly" in window && "Worker" in window && "findLast" in Array.prototype && "IntersectionObserver" in window;
  return able ? "" : "To run and change the snippets in the page, use a current browser.";
}

function start() {
  const page = new Page(JSON.parse(island?.textContent ?? ""), base);
  if (note)
    note.textContent =
      "Run any snippet here, or change it first. The first Run loads Python and SQLAlchemy into the page, about 6 MB.";
  const keys = "Control or Command with Enter runs the code. Tab leaves the editor.";
  document.querySelector("article")?.append(page.bar, make("p", { id: "live-keys", hidden: true }, keys));
  for (const section of document.querySelectorAll("[data-exercise]"))
    exercise(/** @type {HTMLElement} */ (section), page);
}

/** Have the service worker keep what this page has fetched, and all that it will fetch. */
function keepForOffline() {
  const service = navigator.serviceWorker;
  service?.register(new URL("service.js", root)).catch(() => {});
  service?.addEventListener("message", ({ source }) => {
    const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
    source?.postMessage([location.href, ...fetched].filter((name) => new URL(name).origin === location.origin));
  });
}

const why = whyNot();
if (why && note) note.textContent = why;
if (!why && island) start();
if (!why) {
  showProgress(base);
  keepForOffline();
}
