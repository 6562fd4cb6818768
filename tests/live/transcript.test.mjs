import assert from "node:assert/strict";
import { test } from "node:test";
import { fill, lines, sql } from "../../livefence/live/transcript.js";

const result = (text, more = {}) => ({ text, error: "", frames: "", line: 0, same: true, ...more });
const example = (source, line) => ({ source, line, raises: false, promise: "" });
const RAISED = "seen\nTraceback (most recent call last):\n  ...\nValueError: no";

test("results are written under their prompts, and blank lines stay", () => {
  const html =
    '<span class="gp">&gt;&gt;&gt; </span>1\n<span class="go">old</span>\n\n<span class="gp">&gt;&gt;&gt; </span>2\n';
  const cell = { line: 10, examples: [example("1\n", 10), example("2\n", 13)] };
  const filled = fill(html, cell, [result("one\ntwo"), result("<2>")]);
  assert.equal(filled.replace(/<[^>]*>/g, ""), "&gt;&gt;&gt; 1\none\ntwo\n\n&gt;&gt;&gt; 2\n&lt;2&gt;\n");
});

test("an example that did not run shows no result", () => {
  const cell = { line: 1, examples: [example("1\n", 1), example("if 2:\n    3\n", 3)] };
  const filled = fill("&gt;&gt;&gt; 1\nold\n&gt;&gt;&gt; if 2:\n... 3\nold\n", cell, [result("")]);
  assert.equal(filled, "&gt;&gt;&gt; 1\n&gt;&gt;&gt; if 2:\n... 3\n");
});

test("an exception that no page shows has its frames", () => {
  const shown = lines(result(RAISED, { error: "ValueError: no", frames: '  File "page", line 3', same: false }));
  assert.deepEqual(shown, [
    '<span class="go">seen</span>',
    '<span class="gt">Traceback (most recent call last):</span>',
    '<span class="go">  File "page", line 3</span>',
    '<span class="gr">ValueError: no</span>',
  ]);
  const promised = lines(result(RAISED, { error: "ValueError: no", frames: "  File", same: true }));
  assert.equal(promised[2], '<span class="go">  ...</span>');
});

test("keywords, strings and parameters of SQL are marked, and nothing of it is HTML", () => {
  assert.equal(
    sql("SELECT a < 'B' FROM t"),
    '<span class="k">SELECT</span> a &lt; <span class="s1">\'B\'</span> <span class="k">FROM</span> t',
  );
  assert.equal(sql("-- ('<b>',)"), "<span class=\"c1\">-- ('&lt;b&gt;',)</span>");
});
