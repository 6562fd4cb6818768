// @ts-check
// One snippet on the page: its buttons, its editor, and its results in the place of the recorded ones.

import { OUTPUT, SOURCE, SQL, button, make } from "./dom.js";
import { edited, keepEdit } from "./store.js";
import { fill, lines, sql } from "./transcript.js";

/** @typedef {import("./transcript.js").Example} Example */
/** @typedef {{program: string, kind: string, line: number, examples: Example[], sql: string, why: string}} Spec */
/** @typedef {{examples: import("./transcript.js").Result[], sql: string, statements: number, same: boolean | null}} Outcome */
/** @typedef {{text: string, focus: () => void, mark: (line: number, message: string) => void, close: () => void}} Editor */
/** @typedef {{run: (cell: Cell) => void, stop: () => void, changed: (cell: Cell) => void, near: () => void,
 *   open: (place: HTMLElement, text: string, events: object) => Promise<Editor>}} Page */

/** Characters of an exception beside the buttons; all of it stands in the output. */
const LONGEST = 300;

export class Cell {
  /** @param {Spec} spec @param {number} number from 0 @param {Page} page */
  constructor(spec, number, page) {
    this.spec = spec;
    this.number = number;
    this.page = page;
    this.source = this.text = spec.examples.map((example) => example.source).join("");
    /** The keys of the cells that made what is shown, or empty for what was recorded. */
    this.basis = "";
    this.state = "";
    /** @type {Editor | undefined} */
    this.editor = undefined;
    this.block = /** @type {HTMLElement} */ (document.querySelector(SOURCE(number)));
    this.code = /** @type {HTMLElement} */ (this.block.querySelector("pre"));
    this.recorded = { code: this.code.innerHTML, output: part(OUTPUT(number)), sql: part(SQL(number)) };
    this.status = make("span", { className: "live-status" });
    const name = `snippet ${number + 1}`;
    this.runButton = button("Run", () => (this.state === "running" ? page.stop() : page.run(this)), {
      label: `Run ${name}`,
    });
    this.editButton = button("Edit", () => this.edit(this.text), { label: `Edit ${name}` });
    this.restoreButton = button("Restore original", () => this.restore(), {
      hidden: true,
      label: `Restore original of ${name}`,
    });
    this.tools = make(
      "div",
      { className: "live-tools" },
      this.runButton,
      this.editButton,
      this.restoreButton,
      this.status,
    );
    this.block.append(this.tools);
    if (spec.why) {
      this.runButton.disabled = this.editButton.disabled = true;
      this.mark("disabled", `Not in the browser: ${spec.why}.`);
      return;
    }
    this.tools.addEventListener("pointerenter", () => page.near());
    this.tools.addEventListener("focusin", () => page.near());
    const kept = edited(this.source);
    if (kept !== null) this.edit(kept, false);
  }

  /** What tells this cell, as it is now, from any other. */
  get key() {
    return `${this.number}\0${this.text}`;
  }

  /** What the worker gets. */
  get request() {
    const { kind, line, examples, sql } = this.spec;
    return this.text === this.source ? { kind, line, examples, sql } : { kind, line, edited: this.text };
  }

  /** @param {string} state @param {string} message */
  mark(state, message = "") {
    const verb = state === "running" ? "Stop" : "Run";
    this.state = this.block.dataset.state = state;
    this.status.textContent = message;
    this.runButton.textContent = verb;
    this.runButton.setAttribute("aria-label", `${verb} snippet ${this.number + 1}`);
  }

  /** Show what the cell did. @param {Outcome} outcome */
  show(outcome) {
    const failed = outcome.examples.find((result) => result.error && !result.same);
    const inside = this.spec.kind === "pycon" && !this.editor;
    this.code.innerHTML = inside ? fill(this.recorded.code, this.spec, outcome.examples) : this.recorded.code;
    this.showOutput(inside ? "" : outcome.examples.flatMap(lines).join("\n"));
    this.showSql(outcome);
    this.editor?.mark(failed ? failed.line : 0, failed ? failed.error : "");
    if (failed) this.mark("error", `Raised ${failed.error.split("\n")[0].slice(0, LONGEST)}`);
    else if (outcome.same === null) this.mark("ran", "Ran your version.");
    else
      this.mark(
        outcome.same ? "same" : "differs",
        outcome.same ? "Same as recorded." : "Differs from the recorded result.",
      );
  }

  /** Show what was recorded. */
  reset() {
    const { code, output, sql } = this.recorded;
    this.code.innerHTML = code;
    putBack(OUTPUT(this.number), output);
    putBack(SQL(this.number), sql);
    this.editor?.mark(0, "");
    this.basis = "";
    if (!this.spec.why) this.mark("");
  }

  /** @param {string} html lines of output, or none */
  showOutput(html) {
    let element = document.querySelector(OUTPUT(this.number));
    if (!element) {
      if (!html) return;
      element = make("div", { data: { cell: this.number, part: "output" } }, highlighted("output"));
      this.block.after(element);
    }
    /** @type {HTMLElement} */ (element.querySelector("pre")).innerHTML = html;
    element.toggleAttribute("hidden", !html);
  }

  /** @param {Outcome} outcome */
  showSql({ sql: text, statements }) {
    let element = document.querySelector(SQL(this.number));
    if (!element) {
      if (!text) return;
      element = make("details", { className: "sql", data: { cell: this.number } }, make("summary"), highlighted("sql"));
      (document.querySelector(OUTPUT(this.number)) || this.block).after(element);
    }
    /** @type {HTMLElement} */ (element.querySelector("summary")).textContent =
      `SQL · ${statements} statement${statements === 1 ? "" : "s"}`;
    /** @type {HTMLElement} */ (element.querySelector("pre")).innerHTML = sql(text);
    element.toggleAttribute("hidden", !text);
  }

  /** Open the editor in place of the code. @param {string} text @param {boolean} focus */
  async edit(text, focus = true) {
    if (!this.editor) {
      this.editButton.setAttribute("aria-busy", "true");
      try {
        const events = {
          label: `Code of snippet ${this.number + 1}`,
          run: () => this.page.run(this),
          change: () => this.change(),
        };
        this.editor = await this.page.open(this.block, text, events);
      } catch {
        this.mark("error", "The editor could not be loaded. Press Edit to try again.");
        return;
      } finally {
        this.editButton.removeAttribute("aria-busy");
      }
      // Whoever went on while it was loading keeps the place.
      focus &&= [this.editButton, document.body].includes(/** @type {HTMLElement} */ (document.activeElement));
      this.reset();
      this.block.dataset.editing = "";
      this.editButton.hidden = true;
      this.restoreButton.hidden = false;
      this.change();
    }
    if (focus) this.editor.focus();
  }

  /** Note what the reader wrote. */
  change() {
    const text = `${this.editor?.text.trimEnd() ?? this.source.trimEnd()}\n`;
    this.text = text.trim() === this.source.trim() ? this.source : text;
    keepEdit(this.source, this.text);
    this.page.changed(this);
  }

  /** Close the editor and go back to what the chapter says. */
  restore() {
    this.editor?.close();
    this.editor = undefined;
    delete this.block.dataset.editing;
    this.restoreButton.hidden = true;
    this.editButton.hidden = false;
    this.reset();
    this.change();
    this.editButton.focus();
  }
}

/** The empty block of a language, as Sphinx makes it. @param {string} language */
const highlighted = (language) =>
  make(
    "div",
    { className: `highlight-${language}` },
    make("div", { className: "highlight" }, make("pre", { tabIndex: 0 })),
  );

/** The inside of an element, if it is there. @param {string} selector */
const part = (selector) => document.querySelector(selector)?.innerHTML;

/** Put the inside of an element back; one that had none was made here, and goes. @param {string} selector @param {string} [html] */
function putBack(selector, html) {
  const element = /** @type {HTMLElement | null} */ (document.querySelector(selector));
  if (element && html !== undefined) element.innerHTML = html;
  else element?.remove();
  if (element) element.hidden = false;
}
