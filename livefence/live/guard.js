// @ts-check
// The first script of a page. Where the reader forbids storage, whoever touches it gets an exception, the theme too: give
// them one that forgets all when the page is left.

try {
  void localStorage;
} catch {
  /** @type {Map<string, string>} */
  const kept = new Map();
  const value = {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ text) => void kept.set(key, text),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
  };
  Object.defineProperty(window, "localStorage", { value });
}
