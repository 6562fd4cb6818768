// @ts-check
// One snippet on the page: its buttons, its editor, and its results in the place of the recorded ones.

import { OUTPUT, SOURCE, SQL, button, make } from "./dom.js";
import { Outdated } from "./files.js";
import { edited, keepEdit } from "./store.js";
import { fill, lines, sql, written } from "./transcript.js";

/** @typedef {import("./transcript.js").Example} Example */
/** @typedef {import("./wire.js").Result} Result */
/** @typedef {{program: string, kind: string, line: number, examples: Example[], sql: string, why: string}} Spec */
/** @typedef {{text: string, focus: () => void, mark: (line: number, message: string) => void, close: () => void}} Editor */
/**
 * What a cell needs of its page.
 * @typedef {object} Host
 * @property {(cell: Cell) => void} run
 * @property {() => void} stop
 * @property {(cell: Cell, recorded?: boolean) => void} changed the code of the cell, or that its recorded result is back
 * @property {() => void} near the reader may want to run something
 * @property {(place: HTMLElement, text: string, events: object) => Promise<Editor>} open an editor
 * @property {(message: string) => void} say
 */

/** Milliseconds: what a cell writes is shown while it runs if it runs longer. */
const SOON = 300;
/** Milliseconds between two clicks that may be one double click. */
const DOUBLE = 500;
/** Characters of an exception beside the buttons; all of it stands in the output. */
const LONGEST = 300;
/** Characters of what a cell writes while it runs. */
const WRITTEN = 20_000;

export class Cell {
  /** @param {Spec} spec @param {number} number from 0 @param {Host} page */
  constructor(spec, number, page) {
    this.spec = spec;
    this.number = number;
    this.page = page;
    this.source = this.text = spec.examples.map((example) => example.source).join("");
    this.state = "";
    this.pressedAt = -DOUBLE;
    /** What it wrote while it runs. */
    this.written = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
    /** @type {Editor | undefined} */
    this.editor = undefined;
    this.block = /** @type {HTMLElement} */ (document.querySelector(SOURCE(number)));
    this.code = /** @type {HTMLElement} */ (this.block.querySelector("pre"));
    this.recorded = { code: this.code.innerHTML, output: part(OUTPUT(number)), sql: part(SQL(number)) };
    this.status = make("span", { className: "live-status" });
    const name = `snippet ${number + 1}`;
    this.runButton = button("Run", (event) => this.press(event), { label: `Run ${name}` });
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

  /** The cell and its code as it is now; no other cell has this key. */
  get key() {
    return `${this.number}\0${this.text}`;
  }

  /** The key that it has with the chapter's code. */
  get original() {
    return `${this.number}\0${this.source}`;
  }

  /** What the worker gets. */
  get request() {
    const { kind, line, examples, sql } = this.spec;
    return this.text === this.source ? { kind, line, examples, sql } : { kind, line, edited: this.text };
  }

  /** Run it, or stop it while it runs; the second click of a double click does not stop it. @param {MouseEvent} event */
  press({ timeStamp }) {
    if (this.state !== "running") {
      this.pressedAt = timeStamp;
      this.page.run(this);
    } else if (timeStamp - this.pressedAt >= DOUBLE) this.page.stop();
  }

  /** @param {string} state @param {string} message */
  mark(state, message = "") {
    const verb = state === "running" ? "Stop" : "Run";
    this.state = this.block.dataset.state = state;
    this.status.textContent = message;
    this.runButton.textContent = verb;
    this.runButton.setAttribute("aria-label", `${verb} snippet ${this.number + 1}`);
  }

  /** Take what it writes while it runs. @param {string} text */
  stream(text) {
    this.written = (this.written + text).slice(0, WRITTEN);
    this.soon ??= setTimeout(() => this.showWritten(), SOON);
  }

  /** Show what it has written, which has no result yet. */
  showWritten() {
    clearTimeout(this.soon);
    this.soon = undefined;
    this.showOutput(written(this.written));
  }

  /** It did not come to its end. @param {string} state @param {string} message */
  end(state, message) {
    if (this.written) this.showWritten();
    this.written = "";
    this.mark(state, message);
  }

  /** Show what the cell did. @param {Result} result */
  show(result) {
    clearTimeout(this.soon);
    this.soon = undefined;
    this.written = "";
    const failed = result.examples.find(({ error, same }) => error && !same);
    const inside = this.spec.kind === "pycon" && !this.editor;
    this.code.innerHTML = inside ? fill(this.recorded.code, this.spec, result.examples) : this.recorded.code;
    this.showOutput(inside ? "" : result.examples.flatMap(lines).join("\n"));
    this.showSql(result);
    this.editor?.mark(failed ? failed.line : 0, failed ? failed.error : "");
    if (failed) this.mark("error", `Raised ${failed.error.split("\n")[0].slice(0, LONGEST)}`);
    else if (result.same === null) this.mark("ran", "Ran your version.");
    else if (result.same) this.mark("same", "Same as recorded.");
    else this.mark("differs", "Differs from the recorded result.");
  }

  /** Take its buttons away: something else runs it. */
  hideTools() {
    this.tools.remove();
  }

  /** Show what was recorded. */
  reset() {
    const { code, output, sql } = this.recorded;
    this.code.innerHTML = code;
    putBack(OUTPUT(this.number), output);
    putBack(SQL(this.number), sql);
    this.editor?.mark(0, "");
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

  /** @param {Result} result */
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
      } catch (error) {
        if (error instanceof Outdated) this.mark("failed", error.message);
        else this.mark("failed", "The editor could not be loaded. Press Edit to try again.");
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
      this.change(true);
    }
    if (focus) this.editor.focus();
  }

  /** Note what the reader wrote. @param {boolean} recorded whether the recorded result is shown again */
  change(recorded = false) {
    const text = `${this.editor?.text.trimEnd() ?? this.source.trimEnd()}\n`;
    this.text = text.trim() === this.source.trim() ? this.source : text;
    const kept = keepEdit(this.source, this.text);
    if (!kept) this.page.say("This browser keeps no edits: its storage is full or forbidden. Copy what you need.");
    this.page.changed(this, recorded);
  }

  /** Close the editor and go back to what the chapter says. */
  restore() {
    this.editor?.close();
    this.editor = undefined;
    delete this.block.dataset.editing;
    this.restoreButton.hidden = true;
    this.editButton.hidden = false;
    this.reset();
    this.change(true);
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
