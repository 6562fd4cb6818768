"""Run the cells of a page in the browser's worker.

In: a page once, then its cells one after the other, as JSON. Out: the result of each, as JSON (see wire.js). The
same `Program` runs them as everywhere; added is what a reader needs: cells that were edited, limits
to what is kept, lines that count within the cell, and the comparison with the chapter's results.
"""

import ast
import builtins
import io
import json
import linecache
import os
import re
import sys
import tempfile
from bisect import bisect, insort
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from livefence.match import matches, stable
from livefence.run import Outcome, Program, Statement, sql_text

CHARACTERS, WHOLE, STATEMENTS = 20_000, 60_000, 200
"""What is kept of a text, of all texts of a cell, and of its SQL; the rest is counted."""


class Console(io.StringIO):
    """Keeps the first characters of what an example writes, and tells the page of them at once."""

    lost = 0

    def __init__(self) -> None:
        super().__init__()
        self.tell_page: Callable[[str], object] = str

    def write(self, text: str) -> int:
        """Keep what there is room for, and count."""
        room = 0 if self.lost else CHARACTERS - self.tell()
        if kept := text[:room]:
            super().write(kept)
            self.tell_page(kept)
        self.lost += len(text) - len(kept)
        return len(text)

    def truncate(self, size: int | None = None) -> int:
        """Forget all, as `Program` does before each example."""
        self.lost = 0
        return super().truncate(size)

    def getvalue(self) -> str:
        """What was kept, with a note of what was not."""
        return super().getvalue() + note(self.lost)


class Statements(list[Statement]):
    """Keeps the first statements of an example."""

    total = 0

    def append(self, statement: Statement) -> None:
        """Keep it if there is room, and count."""
        self.total += 1
        if self.total <= STATEMENTS:
            super().append(statement)

    def clear(self) -> None:
        """Forget all, as `Program` does before each example."""
        self.total = 0
        super().clear()


class Cells:
    """A page while its cells run, in a new and empty directory.

    `examples` are files it may import, as JSON; `wanted` says whether a module is not there yet that can be had.
    """

    def __init__(self, path: str, text: str, examples: str, wanted: Callable[[], object] = str) -> None:
        project = tempfile.mkdtemp()
        for name, source in json.loads(examples).items():
            file = Path(project, "examples", name)
            file.parent.mkdir(exist_ok=True)
            file.write_text(source)
        sys.path.append(project)
        os.chdir(tempfile.mkdtemp())
        builtins.input = no_input
        self.program = Program(path, text)
        self.program.console = self.console = Console()
        self.program.statements = self.statements = Statements()
        self.starts, self.start, self.wanted = [0], 0, wanted

    def run(self, request: str, tell: Callable[[str], object] = str) -> str | None:
        """Run a cell; `tell` gets what it writes at once.

        Returns the cell's result, or None if it wanted a module that is not there yet: then nothing of it counts.
        """
        self.console.tell_page = tell
        sql: list[Statement] = []
        left = WHOLE
        cell, shown, total, go = json.loads(request), [], 0, True
        for source, line, kind, promised in self.examples(cell):
            outcome = self.program.run(source, line, kind)
            if self.wanted():
                return None
            shown.append(self.plain(outcome, promised))
            shown[-1]["text"] = cut(shown[-1]["text"], left)
            left = max(left - len(shown[-1]["text"]), 0)
            sql += outcome.sql
            total += self.statements.total
            if outcome.error and not (promised and promised["raises"]):
                go = False
                break
        text, more = sql_text(tuple(sql[:STATEMENTS])), total - STATEMENTS
        same = None if "edited" in cell else go and kept(cell["sql"], text) and all(one["same"] for one in shown)
        text = cut(text) + (f"\n-- and {more:,} statements more" if more > 0 else "")
        return json.dumps({"examples": shown, "sql": text, "statements": total, "same": same, "go": go})

    def examples(self, cell: dict[str, Any]) -> list[tuple[str, int, str, dict[str, Any] | None]]:
        """The source, line and kind of each, and the chapter's example if it is one."""
        kind, edited = cell["kind"], cell.get("edited")
        if edited is None:
            self.enter(cell["line"])
            return [(example["source"], example["line"], kind, example) for example in cell["examples"]]
        # An edited cell gets lines of its own, below the chapter's, so that tracebacks show its text.
        lines = linecache.getlines(self.program.path)
        self.enter(len(lines) + 1)
        lines += edited.splitlines(keepends=True)
        parts = split(edited) if kind == "pycon" else [(edited, 0, kind)]
        return [(source, self.start + above, kind, None) for source, above, kind in parts]

    def enter(self, start: int) -> None:
        """Note the first line of the cell that runs now."""
        self.start = start
        insort(self.starts, start)

    def plain(self, outcome: Outcome, promised: dict[str, Any] | None) -> dict[str, Any]:
        """What the page shows of an example: frames and line count within their cell."""
        lines = [0]

        def place(found: re.Match[str]) -> str:
            line = int(found[1])
            start = self.starts[bisect(self.starts, line) - 1]
            here = start == self.start
            lines.extend([line - start + 1] * here)
            return f"  line {line - start + 1}{' of another snippet' * (not here)}"

        frames = re.sub(rf'^  File "{re.escape(self.program.path)}", line (\d+)', place, outcome.frames, flags=re.M)
        same = kept(promised["promise"], outcome.text) if promised else None
        outcome = replace(outcome, error=cut(outcome.error))
        return {
            "text": outcome.text,
            "error": outcome.error,
            "frames": cut(frames),
            "line": lines[-1],
            "same": same,
        }


def split(source: str) -> list[tuple[str, int, str]]:
    """Statements as a console takes them, the number of lines above each, and the kind to run them as."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return [(source, 0, "python")]
    starts, end = [], 0
    for node in body:
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        if first > end:  # else it stands behind a semicolon
            starts.append(first - 1)
        end = node.end_lineno or first
    lines = source.split("\n")
    ends = [*starts[1:], len(lines)]
    return [("\n".join(lines[start:end]) + "\n", start, "pycon") for start, end in zip(starts, ends, strict=True)]


def kept(promise: str, truth: str) -> bool:
    """Whether the text is the chapter's, or the recorded one but for addresses."""
    return matches("\n".join(stable(promise)), truth)


def cut(text: str, room: int = CHARACTERS) -> str:
    """The text, or its first part with a note."""
    return text[:room] + note(len(text) - room)


def note(lost: int) -> str:
    """What stands for characters that were left out."""
    return f"\n... and {lost:,} characters more" if lost > 0 else ""


def no_input(*_: object) -> NoReturn:
    """In the place of `input`."""
    raise EOFError("the page has no keyboard to read from: write the value into the snippet")
