// @ts-check
// Keep what the reader did in the browser's local storage. Without storage nothing is kept, and all works.

const SOLVED = "mapped:solved";

/** @param {string} key */
function get(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string | null} value null takes the key away */
function set(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Storage is full or forbidden: the page goes on without it.
  }
}

/** Edits are kept by what they changed, so they find their snippet again when a chapter grows. @param {string} source */
const key = (source) => `mapped:edit:${location.pathname}:${source}`;

/** @param {string} source @returns {string | null} */
export const edited = (source) => get(key(source));

/** @param {string} source @param {string} text */
export const keepEdit = (source, text) => set(key(source), text === source ? null : text);

/** The exercises that were solved. @returns {string[]} */
export const solved = () => JSON.parse(get(SOLVED) || "[]");

/** @param {string} exercise */
export const keepSolved = (exercise) => set(SOLVED, JSON.stringify([...new Set([...solved(), exercise])]));

export const forgetSolved = () => set(SOLVED, null);
