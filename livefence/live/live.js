// @ts-check
// What every page loads: it makes the snippets live, or says in one line why they are not, and puts the search there.

import { make } from "./dom.js";
import { exercise, showProgress } from "./exercise.js";
import { Page } from "./page.js";
import { search } from "./search.js";

const root = new URL(document.documentElement.dataset.content_root || "./", location.href);
const base = new URL("live/", root);
const script = /** @type {HTMLScriptElement} */ (document.currentScript).src.replace(/.*\//, "");
/** What the build knows: what the frame of the workers holds, and the bytes of a first run. @type {{frame: string, bytes: number}} */
const built = /** @type {any} */ (globalThis).BUILT;
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
  const page = new Page(JSON.parse(island?.textContent ?? ""), { base, script, frame: built.frame });
  const size = `${(built.bytes / 1e6).toFixed(1)} MB`;
  if (note)
    note.textContent = `Run any snippet here, or change it first. The first Run loads Python and SQLAlchemy into the page, ${size}.`;
  const keys = "Control or Command with Enter runs the code. Tab leaves the editor.";
  document.querySelector("article")?.append(page.bar, make("p", { id: "live-keys", hidden: true }, keys));
  for (const section of document.querySelectorAll("[data-exercise]"))
    exercise(/** @type {HTMLElement} */ (section), page);
}

/** Have the service worker keep what this page fetched without it; the rest it has seen. */
async function keepForOffline() {
  const service = navigator.serviceWorker;
  if (!service) return;
  await service.register(new URL("service.js", root));
  const { active } = await service.ready;
  const observer = new PerformanceObserver((list) => {
    const entries = /** @type {PerformanceResourceTiming[]} */ (list.getEntries());
    const missed = entries.filter(({ workerStart, name }) => !workerStart && name.startsWith(location.origin));
    active?.postMessage(missed.map(({ name }) => name));
  });
  for (const type of ["navigation", "resource"]) observer.observe({ type, buffered: true });
}

const why = whyNot();
if (why && note) note.textContent = why;
if (!why && island) start();
if (!why) {
  search(root);
  showProgress(base);
  keepForOffline().catch(() => {});
}
