// @ts-check
// Run cells in a worker. In: cells. Out: their results, one call each, and how the run ended. Never throws.
// A second Python is kept ready, so that to stop one and to begin anew takes no time.

import { make } from "./dom.js";
import { message } from "./wire.js";

/** @typedef {import("./files.js").Files} Files */
/**
 * How a run ended. "wants" is for one that has to begin anew, with the second archive.
 * @typedef {{state: "done" | "stopped" | "failed" | "wants", error?: Error}} End
 */
/** @typedef {{onOutput: (index: number, text: string) => void, onResult: (index: number, result: import("./wire.js").Result) => void}} Events */

/** Milliseconds: so long after a run began, the reader has seen what ran, or may want to stop it. */
const SOON = 1000;
/** Characters of why a Python ended. */
const LONGEST = 300;

/** The frame that Python's workers live in: an origin of its own, and a policy that lets nothing out. */
class Frame {
  /** @param {string} html what the frame holds */
  constructor(html) {
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    /** @type {Map<number, (message: string) => void>} */
    this.broken = new Map();
    port1.onmessage = ({ data }) => this.broken.get(data?.id)?.(String(data?.message));
    this.element = make("iframe", { hidden: true, title: "Python", srcdoc: html });
    this.element.setAttribute("sandbox", "allow-scripts");
    this.element.onload = () => this.element.contentWindow?.postMessage("port", "*", [port2]);
    document.body.append(this.element);
  }

  /** @param {number} id @param {Blob} code @param {MessagePort} port @param {(message: string) => void} onBroken */
  start(id, code, port, onBroken) {
    this.broken.set(id, onBroken);
    this.port.postMessage({ type: "start", id, code }, [port]);
  }

  /** @param {number} id */
  end(id) {
    this.broken.delete(id);
    this.port.postMessage({ type: "end", id });
  }
}

/** One Python in a worker of the frame. */
class Python {
  /** @param {number} id @param {Frame} frame @param {Files} files @param {boolean} rest whether to give it the second archive */
  constructor(id, frame, files, rest) {
    this.id = id;
    this.frame = frame;
    this.files = files;
    /** Whether it ran a cell. */
    this.used = false;
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    /** @type {(message: import("./wire.js").Message) => void} Who hears of a run. */
    this.hear = () => {};
    /** @type {Promise<void>} */
    const started = new Promise((resolve, reject) => {
      port1.onmessage = ({ data }) => {
        const told = message(data);
        if (told?.type === "ready") resolve();
        else if (told?.type === "failed") this.fail(told.message);
        else if (told) this.hear(told);
      };
      this.fail = (/** @type {string} */ text) => {
        // A snippet may have chosen the words.
        const told = text.split("\n")[0].slice(0, LONGEST);
        reject(new Error(told));
        this.hear({ type: "failed", message: told });
      };
    });
    this.ready = Promise.all([this.boot(port2, rest), started]);
  }

  /** @param {MessagePort} port @param {boolean} rest */
  async boot(port, rest) {
    /** @type {import("./files.js").Name[]} */
    const names = ["wasm", "core"];
    const sent = Promise.all(names.map((name) => this.send(name)));
    sent.catch(() => {});
    const code = await this.files.worker();
    this.frame.start(this.id, code, port, (text) => this.fail(`Python ended: ${text}`));
    await sent;
    if (rest) await this.send("rest");
  }

  /** @param {import("./files.js").Name} file */
  async send(file) {
    for await (const bytes of this.files.pieces(file)) this.port.postMessage({ file, bytes });
    this.port.postMessage({ file });
  }

  /** End it. */
  end() {
    this.hear = () => {};
    this.frame.end(this.id);
    this.port.close();
  }
}

export class Runtime {
  /** @param {Files} files @param {string} html what the frame holds */
  constructor(files, html) {
    this.files = files;
    this.html = html;
    /** @type {Frame | undefined} */
    this.frame = undefined;
    /** @type {Python | undefined} */
    this.current = undefined;
    /** @type {Python | undefined} */
    this.spare = undefined;
    /** @type {((end: End) => void) | undefined} */
    this.finish = undefined;
    this.rest = false;
    this.started = 0;
    this.runs = 0;
    this.running = false;
  }

  /** Make room for Python; this asks nothing of the site. */
  prepare() {
    this.frame ??= new Frame(this.html);
    return this.frame;
  }

  /** Load Python, if it is not there. */
  warm() {
    this.current ??= this.spawn();
    return this.current.ready;
  }

  spawn() {
    const python = new Python(++this.started, this.prepare(), this.files, this.rest);
    python.ready.catch(() => this.drop(python));
    return python;
  }

  /** @param {Python} python that can't be used any more */
  drop(python) {
    python.end();
    if (this.current === python) this.current = undefined;
    if (this.spare === python) this.spare = undefined;
  }

  /** Take a fresh Python in place of the one that ran. */
  restart() {
    if (!this.current?.used) return;
    this.drop(this.current);
    this.current = this.spare;
    this.spare = undefined;
  }

  /** Have the second archive in each Python that runs from now on. */
  async wantRest() {
    this.rest = true;
    this.restart();
    try {
      await this.current?.send("rest");
    } catch (error) {
      this.rest = false;
      throw error;
    }
  }

  /**
   * Run cells one after the other; ends early after an exception that the chapter does not show.
   * @param {{path: string, text: string, cells: object[]}} request
   * @param {Events} events
   * @returns {Promise<End>}
   */
  async run(request, events) {
    const id = ++this.runs;
    /** @type {Promise<End>} */
    const ended = new Promise((resolve) => (this.finish = resolve));
    // A Python that was started ahead may have failed since, unseen: that is no reason to trouble the reader.
    const ready = this.warm().catch(() => this.warm());
    Promise.all([this.files.examples(), ready]).then(
      ([examples]) => this.start(id, { ...request, examples }, events),
      (error) => this.end({ state: "failed", error }),
    );
    return ended;
  }

  /** @param {number} id @param {object} request @param {Events} events */
  start(id, request, { onOutput, onResult }) {
    const python = this.current;
    if (!python || id !== this.runs || !this.finish) return;
    this.running = python.used = true;
    setTimeout(() => this.current?.used && (this.spare ??= this.spawn()), SOON);
    python.hear = (told) => {
      if (told.type === "failed") this.fail(told.message);
      else if (!("id" in told) || told.id !== id) return;
      else if (told.type === "output") onOutput(told.index, told.text);
      else if (told.type === "result") onResult(told.index, told.result);
      else this.end({ state: told.type });
    };
    python.port.postMessage({ type: "run", id, ...request });
  }

  /** Take another Python for one that died. @param {string} text */
  fail(text) {
    this.restart();
    this.end({ state: "failed", error: new Error(text) });
  }

  /** Stop what runs, at once. */
  stop() {
    if (this.running) {
      this.restart();
      if (this.current) this.spare ??= this.spawn();
      else this.warm().catch(() => {});
    }
    this.end({ state: "stopped" });
  }

  /** @param {End} end */
  end(end) {
    this.running = false;
    this.finish?.(end);
    this.finish = undefined;
  }
}
