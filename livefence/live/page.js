// @ts-check
// The snippets of a page and the bar at its foot. In: what the reader presses. Out: cells that run in their order, each
// marked with how it stands.

import { Cell } from "./cell.js";
import { button, make } from "./dom.js";
import { Files, Outdated } from "./files.js";
import { NOTHING, after, begin, broken, forget, fresh, plan } from "./program.js";
import { Runtime } from "./runtime.js";

/** @typedef {import("./cell.js").Spec} Spec */
/** @typedef {import("./runtime.js").End} End */
/** @typedef {import("./wire.js").Result} Result */
/**
 * What became of a run.
 * @typedef {object} Run
 * @property {End["state"]} state
 * @property {Result[]} results of the cells that were to have run, as far as they did: also those of earlier runs
 */

/** Milliseconds between two looks at how much has come. */
const TICK = 250;
/** Milliseconds: a start of Python that takes longer wants a word. WebKit needs 6 seconds where others need one. */
const SLOW = 2500;

export class Page {
  /**
   * @param {{path: string, cells: Spec[]}} island
   * @param {{base: URL, script: string, frame: string}} site where the runtime's files are, the name of the script that
   *   runs on this page, and what the frame of the workers holds
   */
  constructor({ path, cells }, { base, script, frame }) {
    this.path = path;
    this.text = chapter(cells);
    this.base = base;
    this.files = new Files(base, script, (loaded, total) => this.progress(loaded, total));
    this.runtime = new Runtime(this.files, frame);
    this.program = NOTHING;
    /** @type {Map<Cell, Result>} What each cell shows, if it ran. */
    this.results = new Map();
    /** @type {Cell[]} Those that run now or wait for their turn in the run. */
    this.todo = [];
    this.turn = 0;
    /** When all of Python was there, as far as is known. */
    this.loadedAt = 0;
    /** @type {Promise<any>} */
    this.queue = Promise.resolve();
    /** @type {Map<string, Promise<Run>>} The runs that wait or run, by what they are to do. */
    this.wishes = new Map();
    this.status = make("p", { className: "live-say", role: "status" });
    this.bytes = make("progress", { hidden: true, label: "Loading Python" });
    this.loading = make("span", { className: "live-loading", hidden: true });
    this.runAll = button("Run all", () => this.runCells(this.own(), true));
    this.stopButton = button("Stop", () => this.stop(), { hidden: true });
    this.reload = button("Reload", () => location.reload(), { hidden: true, label: "Reload the page" });
    const reset = button("Reset", () => this.reset());
    this.bar = make(
      "div",
      { className: "live-bar", label: "Run this page" },
      this.runAll,
      this.stopButton,
      reset,
      this.reload,
      this.bytes,
      this.loading,
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

  /** The reader may want to run something: make room for Python, which asks nothing of the site. */
  near() {
    this.runtime.prepare();
  }

  /** Open an editor. @param {HTMLElement} place @param {string} text @param {object} events */
  async open(place, text, events) {
    const known = /** @type {any} */ (globalThis);
    try {
      if (!known.liveEditor) await this.loadEditor();
    } catch (error) {
      if (error instanceof Outdated) this.offerReload();
      throw error;
    }
    return known.liveEditor(place, text, events);
  }

  /** @throws {Outdated} if the site has another editor by now */
  async loadEditor() {
    const script = make("script", { src: await this.files.editor() });
    try {
      await new Promise((resolve, reject) => {
        Object.assign(script, { onload: resolve, onerror: reject });
        document.head.append(script);
      });
    } catch (error) {
      await this.files.renew();
      throw error;
    } finally {
      script.remove();
    }
  }

  /** Run a cell, and before it those above that have not run. @param {Cell} cell */
  run(cell) {
    if (this.todo.includes(cell)) return;
    this.runCells(this.above(cell), false);
  }

  /**
   * Run cells that are one program, when what runs now has ended. To ask twice for the same is to ask once.
   * @param {Cell[]} cells
   * @param {boolean} all whether to begin at the top
   */
  runCells(cells, all) {
    const wish = [String(all), ...cells.map(({ key }) => key)].join("\0");
    const waiting = this.wishes.get(wish);
    if (waiting) return waiting;
    const turn = this.turn;
    /** @type {Promise<Run>} */
    const run = this.queue
      .then(() => (turn === this.turn ? this.go(cells, all) : { state: /** @type {const} */ ("stopped"), results: [] }))
      .finally(() => this.wishes.delete(wish));
    this.wishes.set(wish, run);
    this.queue = run;
    return run;
  }

  /** @param {Cell[]} cells @param {boolean} all @returns {Promise<Run>} */
  async go(cells, all) {
    const keys = cells.map(({ key }) => key);
    const turn = this.turn;
    // What ran is gone if its Python ended since.
    if (!this.runtime.current?.used) this.program = begin(this.program, 0);
    const { restart, from } = all ? { restart: true, from: 0 } : plan(this.program, keys);
    if (restart) this.runtime.restart();
    this.program = begin(this.program, from);
    this.todo = cells.slice(from);
    this.todo.forEach((cell) => {
      this.results.delete(cell);
      cell.mark("waiting");
    });
    this.todo[0]?.mark("running", "Running …");
    this.busy(true);
    const end = await this.runtime.run(
      { path: this.path, text: this.text, cells: this.todo.map(({ request }) => request) },
      {
        onOutput: (index, text) => this.todo[index]?.stream(text),
        onResult: (index, result) => this.show(index, keys[from + index], result),
      },
    );
    if (end.state === "wants" && !this.runtime.rest) return this.again(cells, turn);
    this.busy(false);
    this.settle(end);
    return { state: end.state, results: cells.flatMap((cell) => this.results.get(cell) ?? []) };
  }

  /** Begin anew with the second archive. @param {Cell[]} cells @param {number} turn @returns {Promise<Run>} */
  async again(cells, turn) {
    this.program = broken(this.program);
    try {
      await this.runtime.wantRest();
    } catch (error) {
      this.busy(false);
      this.settle({ state: "failed", error: /** @type {Error} */ (error) });
      return { state: "failed", results: [] };
    }
    if (turn === this.turn) return this.go(cells, true);
    this.busy(false);
    this.settle({ state: "stopped" });
    return { state: "stopped", results: [] };
  }

  /** A cell has run. @param {number} index among those that were to run @param {string} key @param {Result} result */
  show(index, key, result) {
    const cell = this.todo[index];
    if (!cell) return;
    this.results.set(cell, result);
    cell.show(result);
    this.program = after(this.program, cell.number, key);
    if (result.go) this.todo[index + 1]?.mark("running", "Running …");
  }

  /** @param {boolean} busy */
  busy(busy) {
    this.bar.dataset.busy = String(busy);
    this.stopButton.hidden = !busy;
    clearInterval(this.ticks);
    this.ticks = busy ? setInterval(() => this.tick(), TICK) : 0;
    this.bytes.hidden = this.loading.hidden = true;
    if (!busy) return;
    this.loadedAt = performance.now();
    this.say(this.runtime.current ? "Running …" : "Loading Python and SQLAlchemy …");
    this.tick();
  }

  /** Say how a run ended. @param {End} end */
  settle({ state, error }) {
    const todo = this.todo;
    this.todo = [];
    const ran = todo.filter(({ state }) => ["same", "differs", "ran", "error"].includes(state));
    const last = ran.at(-1);
    const open = todo.filter((cell) => !ran.includes(cell));
    const name = `Snippet ${(last ?? todo[0]).number + 1}`;
    const early = state !== "done" || last?.state === "error";
    if (early) this.program = broken(this.program);
    open.forEach((cell, index) => {
      if (state === "done") cell.end("stopped", `Not run: ${name.toLowerCase()} raised an exception.`);
      else if (index) cell.end("", "");
      else if (state === "stopped") cell.end("stopped", "Stopped.");
      else cell.end("failed", `Not run. ${error?.message ?? ""}`.trim());
    });
    this.markStale();
    if (state === "stopped") this.say("Stopped. Run begins anew.");
    else if (state !== "done") this.sayFailed(error);
    else if (todo.length === 1 || early) this.say(`${name}: ${last?.status.textContent}`);
    else
      this.say(`${todo.length} snippets ran, ${ran.filter(({ state }) => state === "same").length} same as recorded.`);
    if (this.files.older) this.offerReload();
  }

  /** @param {Error | undefined} error */
  sayFailed(error) {
    if (error instanceof Outdated) this.offerReload();
    this.say(
      error instanceof Outdated ? error.message : `${error?.message ?? "Python ended."} Press Run to try again.`,
    );
  }

  /** The site has a newer build than this page. */
  offerReload() {
    this.reload.hidden = false;
    if (!this.status.textContent?.includes("Reload"))
      this.say(`${this.status.textContent} The guide is newer: reload.`);
  }

  /** Stop what runs and what waits. */
  stop() {
    this.turn++;
    this.wishes.clear();
    this.runtime.stop();
  }

  /** Begin anew, with the recorded results. */
  reset() {
    this.stop();
    this.queue = this.queue.then(() => {
      this.runtime.restart();
      this.program = NOTHING;
      this.results.clear();
      this.cells.forEach((cell) => cell.reset());
      this.say("Reset: the recorded results are back.");
      this.markStale();
    });
  }

  /** The reader edited a cell, or it shows what was recorded. @param {Cell} cell @param {boolean} recorded */
  changed(cell, recorded = false) {
    if (!this.cells.includes(cell)) return;
    if (recorded) {
      this.program = forget(this.program, cell.number);
      this.results.delete(cell);
    }
    this.markStale();
  }

  /** Mark each cell whose result is not that of the program as it stands now. */
  markStale() {
    for (const cell of this.cells) {
      if (cell.spec.why || ["running", "waiting", "stopped", "failed"].includes(cell.state)) continue;
      const above = this.above(cell);
      const [wanted, recorded] = [above.map(({ key }) => key), above.map(({ original }) => original)];
      if (!fresh(this.program, cell.number, wanted, recorded))
        cell.mark("stale", cell.text === cell.source ? "Stale: the code above was changed." : "Edited. Press Run.");
      else if (cell.state === "stale") cell.mark("");
    }
  }

  /** @param {number} loaded @param {number} total bytes */
  progress(loaded, total) {
    this.came = { loaded, total };
  }

  /** Show how much of Python has come, to the eye; a screen reader is told when it begins and when it ends. */
  tick() {
    const { loaded, total } = this.came ?? { loaded: 0, total: 0 };
    const waits = !this.runtime.running;
    this.bytes.hidden = this.loading.hidden = !waits || !total;
    if (!waits) {
      if (this.status.textContent !== "Running …") this.say("Running …");
      return this.where("Running …", "Waiting for the snippets above …");
    }
    if (!total) return;
    const mega = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
    Object.assign(this.bytes, { max: total, value: loaded });
    this.loading.textContent = loaded < total ? `${mega(loaded)} of ${mega(total)} MB` : "";
    if (loaded < total) this.loadedAt = performance.now();
    const slow = performance.now() - this.loadedAt > SLOW;
    const starting = slow ? "Starting Python … This browser takes some seconds." : "Starting Python …";
    const doing = loaded < total ? "Loading Python …" : starting;
    this.where(doing, doing);
  }

  /** Say at the snippet that runs what it does, and at the one that was pressed what it waits for. @param {string} runs @param {string} waits */
  where(runs, waits) {
    const pressed = this.todo.at(-1);
    this.todo.find(({ state }) => state === "running")?.mark("running", runs);
    if (pressed?.state === "waiting") pressed.mark("waiting", waits);
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
