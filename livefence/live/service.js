// @ts-check
// The service worker: what was fetched once is there without a network. The network comes first, but for files with a
// hash in their name, which never change. Each page is kept under its own policy.

const STORE = "mapped";
// Files of the runtime have a hash in their name, so what is kept of them stays true.
const HASHED = /\/live\/.*-[0-9a-f]{12}[./]/;
// What writes a page may write the attributes in either order.
const [META, CONTENT] = [/<meta [^>]*http-equiv="Content-Security-Policy"[^>]*>/, /content="([^"]*)"/];
/** The policy of a page that names none: nothing of it may run. */
const STRICT = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";
const worker = /** @type {any} The global scope of a service worker; its types clash with those of a page. */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (request.method === "GET" && new URL(request.url).origin === location.origin) event.respondWith(answer(request));
});

worker.addEventListener("message", async (/** @type {any} */ { data }) => {
  const store = await caches.open(STORE);
  for (const url of data) {
    if (await store.match(url)) continue;
    const response = await fetch(url).catch(() => undefined);
    if (response?.status === 200) await keep(new Request(url), response).catch(() => {});
  }
});

/** @param {Request} request */
async function answer(request) {
  const store = await caches.open(STORE);
  const lasts = HASHED.test(request.url) && (await store.match(request));
  if (lasts) return lasts;
  try {
    const response = await fetch(request);
    if (response.status === 200) keep(request, response.clone()).catch(() => {});
    return response;
  } catch (error) {
    const kept = await store.match(request, { ignoreSearch: request.mode === "navigate" });
    if (kept) return kept;
    throw error;
  }
}

/** @param {Request} request @param {Response} response */
async function keep(request, response) {
  const store = await caches.open(STORE);
  const page = response.headers.get("content-type")?.startsWith("text/html");
  await store.put(request, page ? await ruled(response) : response.clone());
  if (request.url.endsWith("/live/manifest.json")) await forget(store, await response.text());
}

/** A page with its policy as a header, which rules also what stands above the policy in its text. @param {Response} response */
async function ruled(response) {
  const text = await response.text();
  const headers = new Headers(response.headers);
  headers.set("Content-Security-Policy", CONTENT.exec(META.exec(text)?.[0] ?? "")?.[1] ?? STRICT);
  return new Response(text, { headers });
}

/**
 * What the site no longer has goes from the reader's disk too, unless another tab may still want it.
 * @param {Cache} store
 * @param {string} listed
 */
async function forget(store, listed) {
  if ((await worker.clients.matchAll({ type: "window" })).length > 1) return;
  for (const { url } of await store.keys()) {
    const name = HASHED.test(url) && /\/live\/(.*)$/.exec(url)?.[1];
    if (name && !listed.includes(name)) await store.delete(url);
  }
}
