// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { message } from "../../livefence/live/wire.js";

test("a result comes through as it is", () => {
  const ran = { text: "4", error: "", frames: "", line: 0, same: true };
  const result = { examples: [ran], sql: "SELECT 1", statements: 1, same: true, go: true };
  assert.deepEqual(message({ type: "result", id: 1, index: 0, result }), { type: "result", id: 1, index: 0, result });
});

test("what is no message is none", () => {
  for (const data of [undefined, null, 1, "done", {}, { type: "cell" }, { type: ["done"] }])
    assert.equal(message(data), undefined);
});

test("a forged result has the types of a result, and an end", () => {
  const forged = {
    type: "result",
    id: "1",
    index: -5,
    result: { examples: [null, { text: 5, line: {} }], statements: "<u>", same: "yes", go: 1 },
  };
  const ran = { text: "", error: "", frames: "", line: 0, same: null };
  const result = { examples: [ran, ran], sql: "", statements: 0, same: null, go: false };
  assert.deepEqual(message(forged), { type: "result", id: 0, index: 0, result });
  assert.deepEqual(message({ type: "result", id: 1, index: 0, result: null })?.type, "result");
  const long = message({ type: "output", id: 1, index: 0, text: "x".repeat(1e6) });
  assert.ok(long?.type === "output" && long.text.length < 50_000);
});

test("all texts of a result together have an end too", () => {
  const ran = { text: "\n".repeat(30_000), error: "", frames: "", line: 0, same: null };
  const told = message({ type: "result", id: 1, index: 0, result: { examples: Array(1000).fill(ran), go: true } });
  assert.ok(told?.type === "result");
  assert.equal(told.result.examples.length, 1000);
  assert.ok(told.result.examples.reduce((sum, { text }) => sum + text.length, 0) < 100_000);
});
