// @ts-check
// What has to run. In: what ran in the worker, and what the reader wants. Out: where to begin.

/**
 * A page is one program, so a cell has run only if all above it ran before it, and nothing else.
 * @param {string[]} done the keys of the cells that the worker ran, in their order
 * @param {string[]} wanted the keys of the cells that are to have run
 * @returns {{restart: boolean, from: number}} whether a fresh worker is needed, and the first cell to run
 */
export function plan(done, wanted) {
  const fits = done.length < wanted.length && done.every((key, index) => key === wanted[index]);
  return { restart: !fits, from: fits ? done.length : 0 };
}
