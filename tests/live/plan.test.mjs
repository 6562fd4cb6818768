import assert from "node:assert/strict";
import { test } from "node:test";
import { plan } from "../../livefence/live/plan.js";

test("the first run begins at the top, in a worker that ran nothing", () => {
  assert.deepEqual(plan([], ["a", "b"]), { restart: false, from: 0 });
});

test("what ran already is not run again", () => {
  assert.deepEqual(plan(["a"], ["a", "b", "c"]), { restart: false, from: 1 });
});

test("the same cell again, a cell further up, and a changed one need a fresh worker", () => {
  assert.deepEqual(plan(["a", "b"], ["a", "b"]), { restart: true, from: 0 });
  assert.deepEqual(plan(["a", "b"], ["a"]), { restart: true, from: 0 });
  assert.deepEqual(plan(["a", "b"], ["A", "b", "c"]), { restart: true, from: 0 });
});
