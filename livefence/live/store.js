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

/**
 * @param {string} key
 * @param {string | null} value null takes the key away
 * @returns {boolean} whether it is kept; not where storage is full or forbidden, and the page goes on without it
 */
function set(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    // Where storage is forbidden, guard.js has put something else in its place.
    return value === null || localStorage instanceof Storage;
  } catch {
    return value === null;
  }
}

/** Edits are kept by what they changed, so they find their snippet again when a chapter grows. @param {string} source */
const key = (source) => `mapped:edit:${location.pathname}:${source}`;

/** @param {string} source @returns {string | null} */
export const edited = (source) => get(key(source));

/** @param {string} source @param {string} text @returns {boolean} whether it is kept */
export const keepEdit = (source, text) => set(key(source), text === source ? null : text);

/** The exercises that were solved; whatever else may have been written there counts as none. @returns {string[]} */
export function solved() {
  try {
    const kept = JSON.parse(get(SOLVED) ?? "");
    return Array.isArray(kept) ? kept.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

/** @param {string} exercise */
export const keepSolved = (exercise) => set(SOLVED, JSON.stringify([...new Set([...solved(), exercise])]));

export const forgetSolved = () => set(SOLVED, null);
