// @ts-check
// An exercise: the starter in the editor, a check with its message, hints one at a time, the solution last.

import { button, make } from "./dom.js";
import { forgetSolved, keepSolved, solved } from "./store.js";

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
    const ok = await page.runCells([start, check], true);
    const text = check.status.textContent ?? "";
    page.say("");
    if (ok) (keepSolved(name), open(), shown(true, "Solved."));
    else if (check.state === "error") shown(false, text.replace(/^Raised AssertionError: /, "Not yet: "));
    else shown(false, `The check did not run. ${start.status.textContent}`);
    if (ok) showProgress(page.base);
  };
  start.runButton.after(
    button("Check", press, { label: `Check ${section.querySelector("h2")?.firstChild?.textContent ?? "exercise"}` }),
  );
  start.tools.after(verdict);
  check.tools.remove();
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
