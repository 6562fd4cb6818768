// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { NOTHING, after, begin, broken, forget, fresh, plan } from "../../livefence/live/program.js";

/** A program in which cells ran, whose keys are their names. @param {string[]} keys */
const ran = (...keys) => keys.reduce((program, key, number) => after(program, number, key), NOTHING);

test("the first run begins at the top, in a Python that ran nothing", () => {
  assert.deepEqual(plan(NOTHING, ["a", "b"]), { restart: false, from: 0 });
});

test("what ran already is not run again", () => {
  assert.deepEqual(plan(ran("a"), ["a", "b", "c"]), { restart: false, from: 1 });
});

test("the same cell again, a cell further up, and a changed one need a fresh Python", () => {
  assert.deepEqual(plan(ran("a", "b"), ["a", "b"]), { restart: true, from: 0 });
  assert.deepEqual(plan(ran("a", "b"), ["a"]), { restart: true, from: 0 });
  assert.deepEqual(plan(ran("a", "b"), ["A", "b", "c"]), { restart: true, from: 0 });
});

test("after a run that ended early nothing counts", () => {
  assert.deepEqual(plan(broken(ran("a")), ["a", "b"]), { restart: true, from: 0 });
  assert.deepEqual(plan(broken(NOTHING), ["a"]), { restart: true, from: 0 });
  assert.deepEqual(plan(begin(broken(ran("a")), 0), ["a", "b"]), { restart: false, from: 0 });
});

test("a result is fresh while the cells that made it are as they were", () => {
  const program = ran("a", "b");
  assert.ok(fresh(program, 1, ["a", "b"], ["a", "b"]));
  assert.ok(!fresh(program, 1, ["A", "b"], ["a", "b"]));
  assert.ok(fresh(program, 2, ["a", "b", "c"], ["a", "b", "c"]));
  assert.ok(!fresh(program, 2, ["a", "B", "c"], ["a", "b", "c"]));
});

test("a result of code that the reader changed is stale once it is the chapter's again", () => {
  const program = after(ran("a"), 1, "B");
  assert.ok(!fresh(program, 1, ["a", "b"], ["a", "b"]));
  assert.ok(fresh(forget(program, 1), 1, ["a", "b"], ["a", "b"]));
});

test("no state is changed once it is made", () => {
  const program = ran("a");
  after(program, 1, "b");
  broken(program);
  forget(program, 0);
  assert.deepEqual(program, ran("a"));
});
