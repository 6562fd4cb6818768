// @ts-check
/**
 * The Web Worker that runs one program. It is a classic one, made from a blob in a sandboxed frame: it can ask nobody for
 * anything, so the page gives it each file, piece by piece.
 *
 * In, through the port that its first message brings: {type: "piece", file, bytes}, without bytes at the file's end;
 * {type: "run", id, path, text, examples, cells} as often as wanted.
 * Out: the messages that wire.js describes. Whoever wants to stop it has the frame terminate it.
 */
import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { info } from "pyodide/pyodide-lock.json";

// Taken before any snippet runs, so that none can put itself in between.
const { apply } = Reflect;
const { slice } = String.prototype;
const dataOf = /** @type {() => any} */ (Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data")?.get);
/** Characters of what is told at once: no more are shown. */
const LONGEST = 20_000;
/** Bytes: Python gets a MemoryError beyond, before the reader's computer suffers. */
const MEMORY = 2 ** 30;
const PAGE = 2 ** 16;
/** Names for Pyodide, which are never asked of any host. */
const [NOWHERE, CORE] = ["https://python.invalid/", "https://python.invalid/core.zip"];

/** @type {any} What runs the cells of the page, and the class of it. */
let [cells, Cells] = [undefined, undefined];
/** @type {any} */
let pyodide;
/** @type {(message: import("./wire.js").Message) => void} */
let post;

/** A file that comes piece by piece. */
class Pieces {
  constructor() {
    /** @type {ReadableStream<Uint8Array>} */
    this.stream = new ReadableStream({ start: (controller) => void (this.controller = controller) });
  }

  /** @param {Uint8Array | undefined} bytes */
  add(bytes) {
    if (bytes) this.controller?.enqueue(bytes);
    else this.controller?.close();
  }

  /** What it holds, which is compressed so that each host sends as much. @param {string} type */
  response(type) {
    const body = this.stream.pipeThrough(/** @type {any} */ (new DecompressionStream("gzip")));
    return new Response(body, { headers: { "content-type": type } });
  }
}

const files = { core: new Pieces(), wasm: new Pieces(), rest: new Pieces() };

/** Keep Python within bounds: it asks for memory here, and takes an exception for a no. */
function limitMemory() {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > MEMORY) throw new RangeError("no more memory");
    return grow.call(this, pages);
  };
}

/** Start Python with all that a page needs. */
async function boot() {
  limitMemory();
  const native = { fetch: self.fetch, stream: WebAssembly.instantiateStreaming };
  self.fetch = async (input) =>
    String(input) === CORE ? files.core.response("application/zip") : files.wasm.response("application/wasm");
  /** @type {Promise<never>} Pyodide goes on for ever without a file that it can't read. */
  const failed = new Promise((_, reject) => {
    WebAssembly.instantiateStreaming = (source, imports) =>
      native.stream(source, imports).catch((error) => (reject(error), new Promise(() => {})));
  });
  pyodide = await Promise.race([
    failed,
    loadPyodide({
      createPyodideModule,
      indexURL: NOWHERE,
      stdLibURL: CORE,
      // An empty list of packages: it would fetch its own.
      lockFileContents: JSON.stringify({ info, packages: {} }),
      stdin: () => null,
    }),
  ]);
  self.fetch = native.fetch;
  WebAssembly.instantiateStreaming = native.stream;
  Cells = pyodide.pyimport("livefence.live.finder").start();
}

/** The second archive has come: put it where its finder looks. */
async function addRest() {
  const bytes = new Uint8Array(await new Response(files.rest.stream).arrayBuffer());
  pyodide.FS.writeFile("/lib/rest.zip", bytes);
}

/**
 * Run one cell, where the browser can so that `asyncio.run` may wait in it.
 * @param {string} cell
 * @param {(text: unknown) => void} tell
 */
const runCell = (cell, tell) =>
  "Suspending" in WebAssembly ? cells.run.callPromising(cell, tell) : cells.run(cell, tell);

/**
 * Run cells until one fails.
 * @param {{id: number, path: string, text: string, examples: Record<string, string>, cells: object[]}} request
 */
async function run({ id, path, text, examples, cells: wanted }) {
  cells ??= Cells(path, text, JSON.stringify(examples));
  for (const [index, cell] of wanted.entries()) {
    const tell = (/** @type {unknown} */ text) => {
      if (typeof text === "string") post({ type: "output", id, index, text: apply(slice, text, [0, LONGEST]) });
    };
    const answer = await runCell(JSON.stringify(cell), tell);
    if (answer === undefined) return post({ type: "wants", id });
    const result = JSON.parse(answer);
    post({ type: "result", id, index, result });
    if (!result.go) break;
  }
  post({ type: "done", id });
}

/** What went wrong, in a line. @param {any} error */
function why(error) {
  const message = String(error?.message ?? error);
  if (/call stack|too much recursion/i.test(message)) return "the program called itself too often for the browser";
  if (/memory/i.test(message)) return `it needs more than ${MEMORY / 2 ** 30} GB of memory`;
  return message.trim().split("\n").pop();
}

/** @param {any} error */
const fail = (error) =>
  post({ type: "failed", message: `Python ${Cells ? "ended" : "did not start"}: ${why(error)}.` });

// A worker that a snippet closes would never answer again.
const close = self.close.bind(self);
self.close = () => (fail("a snippet closed its worker"), close());

self.onmessage = ({ ports: [port] }) => {
  self.onmessage = null;
  post = port.postMessage.bind(port);
  // One at a time, also where a snippet gives control back while it waits.
  let last = boot().then(() => post({ type: "ready" }), fail);
  port.onmessage = (event) => {
    const data = apply(dataOf, event, []);
    if (data.type === "run") last = last.then(() => run(data)).catch(fail);
    else files[/** @type {keyof typeof files} */ (data.file)].add(data.bytes);
    if (data.file === "rest" && !data.bytes) last = last.then(addRest).catch(fail);
  };
};
