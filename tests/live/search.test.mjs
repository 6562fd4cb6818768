// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { find, indexed, rank, wordsOf } from "../../livefence/live/search.js";

/** @param {string} id @param {number} score */
const hit = (id, score) => ({ id, score, data: async () => ({}) });

test("words that say nothing are left out", () => {
  assert.deepEqual(wordsOf("How do I delete the children of a parent?"), ["delete", "children", "parent"]);
});

test("a message keeps its names and loses its addresses", () => {
  assert.deepEqual(wordsOf("Instance <Customer at 0x7f> is not bound; session.commit() at 0x7f"), [
    "instance",
    "bound",
    "session",
    "commit",
  ]);
});

test("a question of nothing but empty words is asked as it is", () => {
  assert.deepEqual(wordsOf("what is it"), ["what", "is", "it"]);
});

test("a place with more of the words comes first", () => {
  const found = new Map([
    ["flush", [hit("a", 9), hit("b", 3)]],
    ["commit", [hit("b", 3), hit("c", 9)]],
  ]);
  assert.equal(rank(found)[0].id, "b");
});

test("a rare word counts more than a common one", () => {
  const found = new Map([
    ["session", ["a", "b", "c", "d"].map((id) => hit(id, 5))],
    ["greenlet", [hit("e", 5)]],
  ]);
  assert.equal(rank(found)[0].id, "e");
});

test("each word is asked by itself, so that one that nothing has does no harm", async () => {
  const pagefind = {
    search: async (/** @type {string | null} */ word) => ({ results: word === "flush" ? [hit("a", 1)] : [] }),
  };
  assert.deepEqual(
    (await find(await indexed(pagefind), "flush xylophone")).map(({ id }) => id),
    ["a"],
  );
});

test("the error index comes first for a message, and after the chapters for a question", async () => {
  const pagefind = {
    search: async (/** @type {string | null} */ word, /** @type {any} */ options = undefined) => {
      if (!word) return { results: options.filters.kind === "error" ? [hit("entry", 1)] : [] };
      return { results: [hit("entry", 5), hit("chapter", 4.9)] };
    },
  };
  const index = await indexed(pagefind);
  assert.equal((await find(index, "DetachedInstanceError"))[0].id, "entry");
  assert.equal((await find(index, "detached objects"))[0].id, "chapter");
});
