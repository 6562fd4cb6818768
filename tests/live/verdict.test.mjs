// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { verdictOf } from "../../livefence/live/exercise.js";

/** @param {string} error */
const result = (error) => ({
  examples: [{ text: "", error, frames: "", line: 0, same: null }],
  sql: "",
  statements: 0,
  same: null,
  go: !error,
});

test("a check that passes solves the exercise", () => {
  assert.deepEqual(verdictOf("done", [result(""), result("")]), [true, "Solved."]);
});

test("a check that fails tells its whole message", () => {
  const [ok, text] = verdictOf("done", [result(""), result("AssertionError: 4 rows\nand 2 expected")]);
  assert.deepEqual([ok, text], [false, "Not yet: 4 rows\nand 2 expected"]);
});

test("a starter that raises is told apart from a check that fails", () => {
  assert.deepEqual(verdictOf("done", [result("KeyError: 'a'")]), [
    false,
    "The check did not run. Raised KeyError: 'a'",
  ]);
  assert.deepEqual(verdictOf("done", [result(""), result("KeyError: 'a'")]), [false, "Raised KeyError: 'a'"]);
});

test("without a run nothing is said of the answer", () => {
  assert.deepEqual(verdictOf("stopped", []), [false, "Stopped."]);
  assert.deepEqual(verdictOf("failed", []), [false, "The check did not run. Press Check to try again."]);
});
