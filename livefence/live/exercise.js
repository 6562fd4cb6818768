// @ts-check
// An exercise: the starter in the editor, a check with its message, hints one at a time, the solution last.

import { button, make } from "./dom.js";
import { forgetSolved, keepSolved, solved } from "./store.js";

const ASSERTION = "AssertionError: ";

/** @param {HTMLElement} section @param {import("./page.js").Page} page */
export function exercise(section, page) {
  const name = String(section.dataset.exercise);
  const [start, check] = page.cells.filter((cell) => section.contains(cell.block));
  const folds = /** @type {HTMLDetailsElement[]} */ ([...section.querySelectorAll("details.hint, details.solution")]);
  const verdict = make("p", { className: "live-verdict", role: "status" });
  const open = () => folds.forEach((fold) => (fold.hidden = false));
  const shown = (/** @type {boolean} */ ok, /** @type {string} */ text) => {
    verdict.dataset.ok = String(ok);
    verdict.textContent = text;
  };
  const press = async () => {
    shown(false, "Checking …");
    // The check always meets a fresh program: what the reader ran before does not count.
    const { state, results } = await page.runCells([start, check], true);
    page.say("");
    shown(...verdictOf(state, results));
    if (verdict.dataset.ok !== "true") return;
    keepSolved(name);
    open();
    showProgress(page.base);
  };
  start.runButton.after(
    button("Check", press, { label: `Check ${section.querySelector("h2")?.firstChild?.textContent ?? "exercise"}` }),
  );
  start.tools.after(verdict);
  check.hideTools();
  folds.forEach((fold, index) => {
    fold.hidden = index > 0;
    fold.addEventListener("toggle", () => folds[index + 1]?.removeAttribute("hidden"));
  });
  if (solved().includes(name)) (open(), shown(true, "Solved before."));
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    start.edit(start.text, false);
  }).observe(section);
}

/**
 * What to tell of a check.
 * @param {import("./page.js").Run["state"]} state
 * @param {import("./wire.js").Result[]} results of the starter and of the check, as far as they ran
 * @returns {[boolean, string]} whether the exercise is solved, and the words
 */
export function verdictOf(state, [started, checked]) {
  const error = (checked ?? started)?.examples.at(-1)?.error ?? "";
  if (state === "done" && checked?.go) return [true, "Solved."];
  if (checked)
    return [false, error.startsWith(ASSERTION) ? `Not yet: ${error.slice(ASSERTION.length)}` : `Raised ${error}`];
  if (state === "done" && error) return [false, `The check did not run. Raised ${error}`];
  return [false, state === "stopped" ? "Stopped." : "The check did not run. Press Check to try again."];
}

/** Show in the contents how many exercises are solved. @param {URL} base */
export async function showProgress(base) {
  const done = solved();
  const place = document.querySelector(".sidebar-tree");
  document.querySelector(".live-progress")?.remove();
  if (!done.length || !place) return;
  const response = await fetch(new URL("exercises.json", base)).catch(() => undefined);
  if (!response?.ok) return;
  /** @type {Record<string, string[]>} */
  const pages = await response.json();
  const all = Object.entries(pages).flatMap(([page, names]) => names.map((name) => `${page}#${name}`));
  const count = all.filter((name) => done.includes(name)).length;
  const reset = button("Reset", () => (forgetSolved(), showProgress(base)), {
    label: "Reset the progress of the exercises",
  });
  place.after(make("p", { className: "live-progress" }, `Exercises solved: ${count} of ${all.length} `, reset));
}
