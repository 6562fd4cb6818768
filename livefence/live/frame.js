// @ts-check
// The script of the frame in which Python's workers live. The frame is sandboxed: it has an origin of its own, so that no
// snippet can read or write what the site keeps in the browser. In: a port from the page, with {type: "start", id, code}
// and a port for the worker, or {type: "end", id}. Out: {type: "error", id, message} when a worker broke.

/** @type {Map<number, {worker: Worker, url: string}>} */
const workers = new Map();

addEventListener("message", ({ source, ports: [page] }) => {
  if (source !== parent || !page) return;
  page.onmessage = ({ data: { type, id, code }, ports }) => {
    end(id);
    if (type === "start") start(page, id, code, ports);
  };
});

/** @param {MessagePort} page @param {number} id @param {Blob} code @param {readonly MessagePort[]} ports */
function start(page, id, code, ports) {
  const url = URL.createObjectURL(code);
  const worker = new Worker(url);
  worker.onerror = (event) => {
    event.preventDefault();
    page.postMessage({ type: "error", id, message: event.message ?? "" });
  };
  worker.postMessage("port", [...ports]);
  workers.set(id, { worker, url });
}

/** @param {number} id */
function end(id) {
  const ended = workers.get(id);
  ended?.worker.terminate();
  URL.revokeObjectURL(ended?.url ?? "");
  workers.delete(id);
}
