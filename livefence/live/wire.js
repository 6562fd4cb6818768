// @ts-check
// What a worker tells the page. In: what came through its port, which a snippet may have forged. Out: the same with its
// types, cut to what a page can show, or nothing.

/**
 * What one example did.
 * @typedef {object} Ran
 * @property {string} text what a console shows
 * @property {string} error the exception with its message, or empty
 * @property {string} frames where in the page's code it was raised
 * @property {number} line the line of the cell that raised it, or 0
 * @property {boolean | null} same whether this is what was recorded; null for code that the reader wrote
 */
/**
 * What one cell did.
 * @typedef {object} Result
 * @property {Ran[]} examples those that ran, in order
 * @property {string} sql what was emitted
 * @property {number} statements how many there were
 * @property {boolean | null} same whether all of it is what was recorded; null for code that the reader wrote
 * @property {boolean} go whether the cells below may run
 */
/** @typedef {{type: "ready"}} Ready Python has started */
/** @typedef {{type: "output", id: number, index: number, text: string}} Output what a cell wrote since the last one */
/** @typedef {{type: "result", id: number, index: number, result: Result}} Finished a cell has ended */
/** @typedef {{type: "done", id: number}} Done a run has ended */
/** @typedef {{type: "wants", id: number}} Wants a run ended because it imports what is in the second archive */
/** @typedef {{type: "failed", message: string}} Failed Python did not start, or ended */
/** @typedef {Ready | Output | Finished | Done | Wants | Failed} Message */

/** Characters of a text, and of all texts of a result, each line of which becomes an element: more than cell.py keeps. */
const [LONGEST, WHOLE] = [30_000, 80_000];
/** Examples of a cell: more than any chapter has. */
const MOST = 1_000;

/** @param {unknown} value */
const text = (value) => (typeof value === "string" ? value : "").slice(0, LONGEST);

/** @param {unknown} value */
const count = (value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0);

/** @param {unknown} value */
const verdict = (value) => (typeof value === "boolean" ? value : null);

/** @param {any} value @param {(value: unknown) => string} text @returns {Ran} */
const ran = (value, text) => ({
  text: text(value?.text),
  error: text(value?.error),
  frames: text(value?.frames),
  line: count(value?.line),
  same: verdict(value?.same),
});

/** @param {any} value @returns {Result} */
function result(value) {
  let left = WHOLE;
  const within = (/** @type {unknown} */ value) => {
    const cut = text(value).slice(0, left);
    left -= cut.length;
    return cut;
  };
  return {
    examples: Array.isArray(value?.examples)
      ? value.examples.slice(0, MOST).map((/** @type {unknown} */ each) => ran(each, within))
      : [],
    sql: text(value?.sql),
    statements: count(value?.statements),
    same: verdict(value?.same),
    go: value?.go === true,
  };
}

/**
 * A message of a worker.
 * @param {any} data
 * @returns {Message | undefined} undefined if it is none
 */
export function message(data) {
  const [id, index] = [count(data?.id), count(data?.index)];
  switch (data?.type) {
    case "ready":
      return { type: "ready" };
    case "output":
      return { type: "output", id, index, text: text(data.text) };
    case "result":
      return { type: "result", id, index, result: result(data.result) };
    case "done":
      return { type: "done", id };
    case "wants":
      return { type: "wants", id };
    case "failed":
      return { type: "failed", message: text(data.message) };
    default:
      return undefined;
  }
}
