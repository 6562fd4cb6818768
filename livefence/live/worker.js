// @ts-check
/**
 * The Web Worker that runs one program.
 *
 * In: {type: "boot", base, manifest}, then {type: "run", id, path, text, cells} as often as wanted.
 * Out: {type: "progress", loaded, total} by bytes, then {type: "ready"}; for a run {type: "cell", id,
 * index, outcome} of each cell until one fails, then {type: "done", id}. {type: "failed", message}
 * says that Python did not start or broke. Whoever wants to stop it terminates the worker.
 */
import { loadPyodide } from "pyodide";
import { info } from "pyodide/pyodide-lock.json";

/** @typedef {{url: string, bytes: number}} File */
/** @typedef {{files: Record<string, File>, examples?: Record<string, string>}} Manifest */

/** @type {any} The class in cell.py. */
let Cells;

/** @type {any} What runs the cells of the page, once it is known. */
let cells;

/** @type {Record<string, string>} */
let examples = {};

/** @param {{type: string, [key: string]: any}} message */
const post = (message) => self.postMessage(message);

/**
 * Fetch for Pyodide, which does not tell how far it is, goes on without a file that does not come, and wants
 * the archive unpacked.
 * @param {string} archive
 * @param {number} total
 */
function watch(archive, total) {
  const native = self.fetch;
  let loaded = 0;
  const tell = (/** @type {number} */ bytes) => post({ type: "progress", loaded: (loaded += bytes), total });
  /** @type {Promise<never>} */
  const failed = new Promise((_, reject) => {
    self.fetch = async (input) => {
      try {
        const response = await native(input);
        if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
        // Its clone is read, so that WebAssembly can compile the response itself while it comes.
        count(response.clone(), tell).catch(reject);
        return String(input) === archive ? unpacked(response) : response;
      } catch (error) {
        reject(new Error(`${input} could not be fetched: ${error}`));
        return new Promise(() => {});
      }
    };
  });
  return { tell, failed, end: () => (self.fetch = native) };
}

/**
 * A file that is compressed also where a host does not compress what it sends.
 * @param {Response} response
 */
const unpacked = ({ body }) => new Response(body?.pipeThrough(new DecompressionStream("gzip")));

/**
 * @param {Response} response
 * @param {(bytes: number) => void} tell
 */
async function count(response, tell) {
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader();
  for (let part; !(part = await reader.read()).done;) tell(part.value.length);
}

/**
 * Start Python with all that a page needs.
 * @param {string} base
 * @param {Manifest} manifest
 */
async function boot(base, manifest) {
  const { "core.zip": core, "rest.zip": rest, "pyodide.asm.mjs": script, "pyodide.asm.wasm": wasm } = manifest.files;
  const { tell, failed, end } = watch(base + core.url, core.bytes + script.bytes + wasm.bytes);
  // Not by fetch: the browser keeps what it compiled of a module.
  import(base + script.url).then(
    () => tell(script.bytes),
    () => {},
  );
  const pyodide = await Promise.race([
    failed,
    loadPyodide({
      indexURL: new URL(".", base + script.url).href,
      stdLibURL: base + core.url,
      // An empty list of packages: it would fetch its own.
      lockFileContents: JSON.stringify({ info, packages: {} }),
      stdin: () => null,
    }),
  ]);
  end();
  Cells = pyodide.pyimport("livefence.live.finder").start(base + rest.url);
  examples = manifest.examples ?? {};
}

/**
 * Run one cell, where the browser can so that `asyncio.run` may wait in it.
 * @param {string} cell
 */
const runCell = (cell) => ("Suspending" in WebAssembly ? cells.run.callPromising(cell) : cells.run(cell));

/**
 * Run cells until one fails.
 * @param {{id: unknown, path: string, text: string, cells: object[]}} request
 */
async function run(request) {
  const { id } = request;
  cells ??= Cells(request.path, request.text, JSON.stringify(examples));
  for (const [index, cell] of request.cells.entries()) {
    const { go, outcome } = JSON.parse(await runCell(JSON.stringify(cell)));
    post({ type: "cell", id, index, outcome });
    if (!go) break;
  }
  post({ type: "done", id });
}

// A worker that a snippet closes would never answer again.
const close = self.close.bind(self);
self.close = () => (post({ type: "failed", message: "Python ended: a snippet closed its worker." }), close());

let last = Promise.resolve();
self.onmessage = ({ data }) => {
  // One at a time, also where a snippet gives control back while it waits.
  last = last
    .then(() => (data.type === "boot" ? boot(data.base, data.manifest).then(() => post({ type: "ready" })) : run(data)))
    .catch((error) =>
      post({ type: "failed", message: `Python ${Cells ? "ended" : "did not start"}: ${error?.message ?? error}` }),
    );
};
