// @ts-check
// Run cells in a worker. In: cells. Out: their outcomes, one call each, and how the run ended.
// A second worker is kept ready, so that to stop one and to begin anew takes no time. Never throws.

/** @typedef {{state: "done" | "stopped" | "failed", message: string}} End */
/** @typedef {{worker: Worker, ready: Promise<void>, used?: boolean}} Python `used` once it ran a cell */
/** Milliseconds: a run that takes longer is one that the reader may want to stop. */
const LONG = 1000;

export class Runtime {
  /** @param {URL} base where the runtime's files are @param {(loaded: number, total: number) => void} onProgress bytes */
  constructor(base, onProgress) {
    this.base = base;
    this.onProgress = onProgress;
    /** @type {Promise<any[]> | undefined} */
    this.listing = undefined;
    /** @type {Python | undefined} */
    this.current = undefined;
    /** @type {Python | undefined} */
    this.spare = undefined;
    /** @type {((end: End) => void) | undefined} */
    this.finish = undefined;
    this.runs = 0;
    this.running = false;
  }

  /** The list of the runtime's files, fetched once. */
  manifest() {
    this.listing ??= Promise.all(["manifest.json", "examples.json"].map((name) => fetchJson(new URL(name, this.base))));
    this.listing.catch(() => (this.listing = undefined));
    return this.listing;
  }

  /** Load Python, if it is not there. */
  warm() {
    this.current ??= this.spawn();
    return this.current.ready;
  }

  /** @returns {Python} */
  spawn() {
    /** @type {Partial<Python>} */
    const python = {};
    python.ready = this.boot(python);
    python.ready.catch(() => this.drop(/** @type {Python} */ (python)));
    return /** @type {Python} */ (python);
  }

  /** @param {Partial<Python>} python */
  async boot(python) {
    const [manifest, examples] = await this.manifest();
    // A worker from a blob inherits the page's Content-Security-Policy; one from an address would not.
    const code = `import ${JSON.stringify(new URL(manifest.worker, this.base).href)};`;
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const worker = (python.worker = new Worker(url, { type: "module" }));
    return new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => {
        if (data.type === "progress" && python === this.current) this.onProgress(data.loaded, data.total);
        else if (data.type === "ready") resolve(undefined);
        else if (data.type === "failed") reject(new Error(data.message));
      };
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(event.message || "its files could not be fetched"));
      };
      worker.postMessage({ type: "boot", base: this.base.href, manifest: { ...manifest, examples } });
    }).finally(() => URL.revokeObjectURL(url));
  }

  /** @param {Python} python that can't be used any more */
  drop(python) {
    python.worker?.terminate();
    if (this.current === python) this.current = undefined;
    if (this.spare === python) this.spare = undefined;
  }

  /** Take a fresh worker in place of the one that ran. */
  restart() {
    if (!this.current?.used) return;
    this.drop(this.current);
    this.current = this.spare;
    this.spare = undefined;
  }

  /**
   * Run cells one after the other; ends early after an exception that the chapter does not show.
   * @param {{path: string, text: string, cells: object[]}} request
   * @param {(index: number, outcome: any) => void} onCell
   * @returns {Promise<End>}
   */
  async run(request, onCell) {
    const id = ++this.runs;
    const ended = new Promise((resolve) => (this.finish = resolve));
    this.warm().then(
      () => this.start(id, request, onCell),
      (error) => this.end("failed", error.message),
    );
    const end = await ended;
    if (end.state === "done") this.spare ??= this.spawn();
    return end;
  }

  /** @param {number} id @param {object} request @param {(index: number, outcome: any) => void} onCell */
  start(id, request, onCell) {
    const python = this.current;
    if (!python || id !== this.runs || !this.finish) return;
    this.running = python.used = true;
    setTimeout(() => id === this.runs && this.running && (this.spare ??= this.spawn()), LONG);
    python.worker.onmessage = ({ data }) => {
      if (data.type === "failed") this.fail(data.message);
      if (data.id !== id) return;
      if (data.type === "cell") onCell(data.index, data.outcome);
      else this.end("done", "");
    };
    python.worker.onerror = (event) => {
      event.preventDefault();
      this.fail(`Python ended: ${event.message}`);
    };
    python.worker.postMessage({ type: "run", id, ...request });
  }

  /** Take another worker for one that died. @param {string} message */
  fail(message) {
    this.restart();
    this.end("failed", message);
  }

  /** Stop what runs, at once. */
  stop() {
    if (this.running) {
      this.restart();
      if (this.current) this.spare ??= this.spawn();
      else this.warm().catch(() => {});
    }
    this.end("stopped", "");
  }

  /** @param {End["state"]} state @param {string} message */
  end(state, message) {
    this.running = false;
    this.finish?.({ state, message });
    this.finish = undefined;
  }
}

/** @param {URL} url */
async function fetchJson(url) {
  const response = await fetch(url, { cache: "no-cache" });
  if (!response.ok) throw new Error(`${url.pathname} gave ${response.status}`);
  return response.json();
}
