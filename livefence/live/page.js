// @ts-check
// The snippets of a page as one program: which have run, what is stale, and the bar that rules them all.

import { Cell } from "./cell.js";
import { button, make } from "./dom.js";
import { plan } from "./plan.js";
import { Runtime } from "./runtime.js";

/** @typedef {import("./cell.js").Spec} Spec */

export class Page {
  /** @param {{path: string, cells: Spec[]}} island @param {URL} base where the runtime's files are */
  constructor({ path, cells }, base) {
    this.path = path;
    this.text = chapter(cells);
    this.base = base;
    this.runtime = new Runtime(base, (loaded, total) => this.progress(loaded, total));
    /** The keys of what ran in the worker. @type {string[]} */
    this.done = [];
    this.turn = 0;
    /** @type {Promise<any>} */
    this.queue = Promise.resolve();
    this.status = make("p", { className: "live-say", role: "status" });
    this.bytes = make("progress", { hidden: true, label: "Loading Python" });
    this.runAll = button("Run all", () => this.runCells(this.own(), true));
    this.stopButton = button("Stop", () => this.stop(), { hidden: true });
    const reset = button("Reset", () => this.reset());
    this.bar = make(
      "div",
      { className: "live-bar", label: "Run this page" },
      this.runAll,
      this.stopButton,
      reset,
      this.bytes,
      this.status,
    );
    this.bar.setAttribute("role", "group");
    this.bar.addEventListener("pointerenter", () => this.near());
    this.cells = [];
    this.cells = cells.map((spec, number) => new Cell(spec, number, this));
    this.runAll.hidden = !this.own().length;
  }

  /** The cells that have to run for a cell, in order, itself the last. @param {Cell} cell */
  above(cell) {
    return this.cells.filter(
      ({ spec, number }) => spec.program === cell.spec.program && !spec.why && number <= cell.number,
    );
  }

  /** The cells of the page's own program that can run, in order. */
  own() {
    return this.cells.filter(({ spec }) => spec.program === "page" && !spec.why);
  }

  /** Load Python, as the reader seems to want it. */
  near() {
    const connection = /** @type {any} */ (navigator).connection;
    if (!connection?.saveData) this.runtime.warm().catch(() => {});
  }

  /** Open an editor. @param {HTMLElement} place @param {string} text @param {object} events */
  async open(place, text, events) {
    const [manifest] = await this.runtime.manifest();
    const { open } = await import(new URL(manifest.editor, this.base).href);
    return open(place, text, events);
  }

  /** Run a cell, and before it those above that have not run. @param {Cell} cell @param {boolean} all from the top */
  run(cell, all = false) {
    return this.runCells(this.above(cell), all);
  }

  /** Run cells that are one program, when what runs now has ended. @param {Cell[]} cells @param {boolean} all */
  runCells(cells, all = false) {
    const turn = this.turn;
    this.queue = this.queue.then(() => (turn === this.turn ? this.go(cells, all) : undefined));
    return this.queue;
  }

  /** @param {Cell[]} cells @param {boolean} all @returns {Promise<boolean>} whether all ran without an exception */
  async go(cells, all) {
    const keys = cells.map((cell) => cell.key);
    const { restart, from } = all ? { restart: this.done.length > 0, from: 0 } : plan(this.done, keys);
    if (restart) this.runtime.restart();
    this.done = this.done.slice(0, from);
    const todo = cells.slice(from);
    todo.forEach((cell, index) => cell.mark(index ? "waiting" : "running", index ? "" : "Running …"));
    this.busy(true);
    this.say(this.runtime.current ? "Running …" : "Loading Python and SQLAlchemy …");
    const end = await this.runtime.run(
      { path: this.path, text: this.text, cells: todo.map((cell) => cell.request) },
      (index, outcome) => {
        const cell = todo[index];
        cell.show(outcome);
        this.done.push(keys[from + index]);
        cell.basis = keys.slice(0, from + index + 1).join("\0");
        if (cell.state !== "error") todo[index + 1]?.mark("running", "Running …");
      },
    );
    this.busy(false);
    this.settle(todo, end);
    return end.state === "done" && this.done.length === keys.length && todo.every((cell) => cell.state !== "error");
  }

  /** @param {boolean} busy */
  busy(busy) {
    this.bar.dataset.busy = String(busy);
    this.stopButton.hidden = !busy;
    this.bytes.hidden = true;
  }

  /** Say how a run ended. @param {Cell[]} todo @param {import("./runtime.js").End} end */
  settle(todo, end) {
    const last = todo.findLast((cell) => ["same", "differs", "ran", "error"].includes(cell.state));
    const open = todo.filter((cell) => ["running", "waiting"].includes(cell.state));
    const name = `Snippet ${(last ?? todo[0]).number + 1}`;
    if (end.state !== "done" || last?.state === "error") this.done = ["ended early"];
    for (const [index, cell] of open.entries()) {
      if (end.state === "done") cell.mark("stopped", `Not run: ${name.toLowerCase()} raised an exception.`);
      else if (index) cell.mark("");
      else cell.mark(end.state === "failed" ? "error" : "stopped", end.state === "failed" ? "Not run." : "Stopped.");
    }
    if (end.state === "stopped") this.say("Stopped. Run begins anew.");
    else if (end.state === "failed") this.say(`${end.message.trim().split("\n").pop()} Press Run to try again.`);
    else if (todo.length === 1 || last?.state === "error") this.say(`${name}: ${last?.status.textContent}`);
    else
      this.say(`${todo.length} snippets ran, ${todo.filter((cell) => cell.state === "same").length} same as recorded.`);
    this.markStale();
  }

  /** Stop what runs and what waits. */
  stop() {
    this.turn++;
    this.runtime.stop();
  }

  /** Begin anew, with the recorded results. */
  reset() {
    this.stop();
    this.queue = this.queue.then(() => {
      this.runtime.restart();
      this.done = [];
      this.cells.forEach((cell) => cell.reset());
      this.say("Reset: the recorded results are back.");
      this.markStale();
    });
  }

  /** The reader edited a cell. @param {Cell} cell */
  changed(cell) {
    if (this.cells.includes(cell)) this.markStale();
  }

  /** Mark each cell whose result is not that of the program as it stands now. */
  markStale() {
    for (const cell of this.cells) {
      const above = this.above(cell);
      const recorded = above.every(({ text, source }) => text === source);
      const fresh = cell.basis ? cell.basis === above.map(({ key }) => key).join("\0") : recorded;
      if (cell.spec.why || ["running", "waiting", "stopped"].includes(cell.state)) continue;
      if (!fresh)
        cell.mark("stale", cell.text === cell.source ? "Stale: the code above was changed." : "Edited. Press Run.");
      else if (cell.state === "stale") cell.mark("");
    }
  }

  /** @param {number} loaded @param {number} total bytes */
  progress(loaded, total) {
    const mega = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
    this.bytes.hidden = this.stopButton.hidden || loaded >= total;
    Object.assign(this.bytes, { max: total, value: loaded });
    if (!this.stopButton.hidden)
      this.status.textContent = loaded < total ? `Loading Python: ${mega(loaded)} of ${mega(total)} MB` : "Starting …";
  }

  /** Tell the reader, by eye and by ear. @param {string} message */
  say(message) {
    this.status.textContent = message;
  }
}

/** The chapter's code, each line where it stands in the file: what tracebacks quote. @param {Spec[]} cells */
function chapter(cells) {
  /** @type {string[]} */
  const lines = [];
  for (const { source, line } of cells.flatMap(({ examples }) => examples)) {
    source.split("\n").forEach((text, index) => (lines[line - 1 + index] = text));
  }
  return Array.from(lines, (line) => line ?? "").join("\n");
}
