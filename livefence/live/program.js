// @ts-check
// The program of a page, as far as it has run. In: its state, and what the reader wants. Out: the next state, and what to
// do. Nothing here touches the page, and no state is changed once it is made.

/**
 * A cell's key holds its number and its text, so that a cell that was edited has another one.
 * @typedef {object} Program
 * @property {readonly string[]} ran the keys of the cells that the Python at hand ran, in order
 * @property {boolean} broken whether a run ended early, so that only a fresh Python will do
 * @property {Readonly<Record<number, readonly string[]>>} made for each cell whose result is shown, the keys of the cells
 *   that made it, itself the last
 */

/** @type {Program} */
export const NOTHING = { ran: [], broken: false, made: {} };

/**
 * Where to begin. A page is one program, so a cell has run only if all above it ran before it, and nothing else.
 * @param {Program} program
 * @param {readonly string[]} wanted the keys of the cells that are to have run
 * @returns {{restart: boolean, from: number}} whether a fresh Python is needed, and the first cell to run
 */
export function plan({ ran, broken }, wanted) {
  const fits = !broken && ran.length < wanted.length && ran.every((key, index) => key === wanted[index]);
  return { restart: !fits && (broken || ran.length > 0), from: fits ? ran.length : 0 };
}

/** Begin a run at a cell. @param {Program} program @param {number} from @returns {Program} */
export const begin = (program, from) => ({ ...program, ran: program.ran.slice(0, from), broken: false });

/**
 * A cell has run.
 * @param {Program} program
 * @param {number} number of the cell
 * @param {string} key
 * @returns {Program}
 */
export function after(program, number, key) {
  const ran = [...program.ran, key];
  return { ...program, ran, made: { ...program.made, [number]: ran } };
}

/** A run ended early. @param {Program} program @returns {Program} */
export const broken = (program) => ({ ...program, broken: true });

/** The recorded result of a cell is shown again. @param {Program} program @param {number} number @returns {Program} */
export const forget = (program, number) => ({
  ...program,
  made: Object.fromEntries(Object.entries(program.made).filter(([other]) => Number(other) !== number)),
});

/**
 * Whether the result that a cell shows is that of the code as it stands.
 * @param {Program} program
 * @param {number} number of the cell
 * @param {readonly string[]} wanted the keys of the cells that would make it now
 * @param {readonly string[]} recorded the keys of the same cells as the chapter has them
 */
export function fresh(program, number, wanted, recorded) {
  const made = program.made[number] ?? recorded;
  return made.length === wanted.length && made.every((key, index) => key === wanted[index]);
}
