// @ts-check
// The files of the runtime. In: the folder that they are in. Out: their bytes, fetched once and kept as they came, so
// that a Python that is started later has the same ones, whatever the site has by then.

/** @typedef {{url: string, bytes: number}} File */
/** @typedef {{page: string, protocol: string, editor: string, files: Record<"worker" | "core" | "wasm" | "rest", File>}} Manifest */
/** @typedef {keyof Manifest["files"]} Name */

/** What tells the messages of this build's page and worker from those of others. @type {string} */
const PROTOCOL = /** @type {any} */ (globalThis).PROTOCOL;
/** What a first run needs. @type {Name[]} */
const FIRST = ["worker", "core", "wasm"];

/** Bytes of what a first run needs. @param {Manifest["files"]} files */
const total = (files) => FIRST.reduce((sum, name) => sum + files[name].bytes, 0);

/** The site has changed under the page, so that what it was made with is gone. */
export class Outdated extends Error {
  constructor() {
    super("The guide has changed since this page was opened. Reload the page to go on: your edits are kept.");
  }
}

/** A file that is on its way, or has come. */
class Download {
  constructor() {
    /** @type {Uint8Array[]} */
    this.pieces = [];
    /** @type {Error | undefined} Why the rest does not come. */
    this.error = undefined;
    this.ended = false;
    this.next();
  }

  /** Wake whoever waits. */
  next() {
    this.wake?.();
    /** @type {Promise<void>} */
    this.more = new Promise((resolve) => (this.wake = resolve));
  }

  /** @param {Response} response @param {(bytes: number) => void} onBytes */
  async read(response, onBytes) {
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
    for (let piece; !(piece = await reader.read()).done; this.next()) {
      this.pieces.push(piece.value);
      onBytes(piece.value.length);
    }
  }

  /** All pieces, from the first, as they come. */
  async *all() {
    for (let index = 0; index < this.pieces.length || !this.ended;)
      if (index < this.pieces.length) yield this.pieces[index++];
      else await this.more;
    if (this.error) throw this.error;
  }
}

export class Files {
  /**
   * @param {URL} base
   * @param {string} page the name of the script that runs on the page
   * @param {(loaded: number, total: number) => void} onProgress bytes of what a first run needs
   */
  constructor(base, page, onProgress) {
    this.base = base;
    this.page = page;
    this.onProgress = onProgress;
    /** @type {Promise<Manifest> | undefined} */
    this.listed = undefined;
    /** @type {Promise<Record<string, string>> | undefined} */
    this.programs = undefined;
    /** @type {Map<Name, Promise<Download>>} */
    this.downloads = new Map();
    this.loaded = 0;
    /** Whether the site has a newer build than this page. */
    this.older = false;
  }

  /** The list of the runtime's files. @returns {Promise<Manifest>} */
  manifest() {
    this.listed ??= this.json("manifest.json").then((manifest) => {
      if (manifest.protocol !== PROTOCOL) throw new Outdated();
      this.older = manifest.page !== this.page;
      return manifest;
    });
    this.listed.catch(() => (this.listed = undefined));
    return this.listed;
  }

  /** The programs of `examples/`, which a page may import. */
  examples() {
    this.programs ??= this.json("examples.json");
    this.programs.catch(() => (this.programs = undefined));
    return this.programs;
  }

  /** The address of the editor's script. */
  async editor() {
    return new URL((await this.manifest()).editor, this.base).href;
  }

  /** The script of a worker. */
  async worker() {
    /** @type {any[]} */
    const pieces = [];
    for await (const piece of this.pieces("worker")) pieces.push(piece);
    const unpacked = new Blob(pieces).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Blob([await new Response(unpacked).arrayBuffer()], { type: "text/javascript" });
  }

  /**
   * The bytes of a file, as they come.
   * @param {Name} name
   * @throws {Error} that says what did not come, and what to do
   */
  async *pieces(name) {
    let download = this.downloads.get(name);
    if (!download) {
      download = this.fetch(name);
      this.downloads.set(name, download);
      download.catch(() => this.downloads.delete(name));
    }
    yield* (await download).all();
  }

  /** @param {Name} name */
  async fetch(name) {
    const { files } = await this.manifest();
    const download = new Download();
    const response = await this.response(files[name].url);
    const count = (/** @type {number} */ bytes) => {
      if (FIRST.includes(name)) this.onProgress((this.loaded += bytes), total(files));
    };
    download
      .read(response, count)
      .catch(() => {
        // What came of it is worth nothing: the next one who asks begins anew.
        this.downloads.delete(name);
        count(-download.pieces.reduce((sum, { length }) => sum + length, 0));
        download.error = new Error(lost(name));
      })
      .finally(() => ((download.ended = true), download.next()));
    return download;
  }

  /** @param {string} name */
  async response(name) {
    const response = await fetch(new URL(name, this.base)).catch(() => undefined);
    if (response?.ok) return response;
    // A file of an older build is not there any more.
    if (response?.status === 404) await this.renew();
    throw new Error(lost(name, response));
  }

  /** See whether the site has changed since the page was opened. @throws {Outdated} */
  async renew() {
    const manifest = await this.json("manifest.json");
    if (manifest.page !== this.page) throw new Outdated();
  }

  /** @param {string} name */
  async json(name) {
    const url = new URL(name, this.base);
    const response = await fetch(url, { cache: "no-cache" }).catch(() => undefined);
    if (!response?.ok) throw new Error(lost(name, response));
    return response.json();
  }
}

/** What to tell of a file that did not come. @param {string} file @param {Response} [response] */
function lost(file, response) {
  const name = file.replace(/-[0-9a-f]{12}\..*/, "");
  return response
    ? `${name} could not be fetched: the site answered ${response.status}.`
    : `${name} could not be fetched: the network, or a blocker in the browser, kept it away.`;
}
