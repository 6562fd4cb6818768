// @ts-check
// Write results as HTML. In: text that Python gave. Out: HTML in the classes that Pygments uses.

/** @typedef {{source: string, line: number, raises: boolean, promise: string}} Example */
/** @typedef {import("./wire.js").Ran} Ran */

/** @param {string} text */
export const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

const TRACEBACK = "Traceback (most recent call last):";

/**
 * What a console showed, line by line; an exception stands out, and one that no page shows has its frames.
 * @param {Ran} ran
 */
export function lines({ text, error, frames, same }) {
  if (!text) return [];
  const stack = `${TRACEBACK}\n  ...\n`;
  const at = error ? text.lastIndexOf(stack) : -1;
  const shown =
    at < 0 || !frames || same ? text : `${text.slice(0, at)}${TRACEBACK}\n${frames}\n${text.slice(at + stack.length)}`;
  const first = at < 0 ? Infinity : text.slice(0, at).split("\n").length - 1;
  return shown.split("\n").map((line, index) => {
    const name = index < first ? "go" : index === first ? "gt" : /^\s/.test(line) ? "go" : "gr";
    return `<span class="${name}">${escape(line)}</span>`;
  });
}

/** What a cell wrote, without a newline at the end. @param {string} text */
export const written = (text) =>
  text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `<span class="go">${escape(line)}</span>`)
    .join("\n");

/**
 * The inside of a `pre` with new results under the prompts, whose highlighting stays.
 * @param {string} html as Pygments wrote it, its elements never across a line's end
 * @param {{line: number, examples: Example[]}} cell
 * @param {Ran[]} results of the examples that ran, the first ones
 */
export function fill(html, cell, results) {
  const old = html.replace(/\n$/, "").split("\n");
  /** @type {string[]} */
  const out = [];
  cell.examples.forEach((example, index) => {
    const start = example.line - cell.line;
    const source = start + example.source.split("\n").length - 1;
    const end = index + 1 < cell.examples.length ? cell.examples[index + 1].line - cell.line : old.length;
    out.push(...old.slice(start, source));
    if (results[index]) out.push(...lines(results[index]));
    if (end > source && !old[end - 1].replace(/<[^>]*>/g, "").trim()) out.push("");
  });
  return out.join("\n") + "\n";
}

/** SQL with its keywords, strings and parameters marked. @param {string} text */
export function sql(text) {
  return text
    .split("\n")
    .map((line) =>
      line.startsWith("-- ")
        ? `<span class="c1">${escape(line)}</span>`
        : escape(line).replace(
            /\b[A-Z]{2,}\b|'[^']*'/g,
            (word) => `<span class="${word[0] === "'" ? "s1" : "k"}">${word}</span>`,
          ),
    )
    .join("\n");
}
