// @ts-check
// The service worker: what was fetched once is there without a network. The network comes first.

const STORE = "mapped";
// Files of the runtime have a hash in their name, so what is kept of them stays true.
const HASHED = /\/live\/.*-[0-9a-f]{12}[./]/;
const worker = /** @type {any} The global scope of a service worker; its types clash with those of a page. */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(request));
});

worker.addEventListener("message", async (/** @type {any} */ { data }) => {
  const store = await caches.open(STORE);
  for (const url of data) if (!(await store.match(url))) await store.add(url).catch(() => {});
});

/** @param {Request} request */
async function answer(request) {
  try {
    const response = await fetch(request);
    if (response.status === 200) keep(request, response.clone()).catch(() => {});
    return response;
  } catch (error) {
    const kept = await caches.match(request, { ignoreSearch: request.mode === "navigate" });
    if (kept) return kept;
    throw error;
  }
}

/** @param {Request} request @param {Response} response */
async function keep(request, response) {
  const store = await caches.open(STORE);
  if (HASHED.test(request.url) && (await store.match(request))) return;
  await store.put(request, response.clone());
  if (!request.url.endsWith("/live/manifest.json")) return;
  // What the site no longer has goes from the reader's disk too.
  const listed = await response.text();
  for (const { url } of await store.keys()) {
    const name = HASHED.test(url) && /\/live\/(.*)$/.exec(url)?.[1];
    if (name && !listed.includes(name)) await store.delete(url);
  }
}
