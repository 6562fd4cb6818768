"""A chapter as it was read: a `Page` of `Snippet`s and `Exercise`s, their `Example`s, and the `Slot`s of results.

All line numbers are those of the file, from 1.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from livefence.lex import Block

__all__ = ["Example", "Exercise", "Page", "Slot", "Snippet"]


@dataclass(frozen=True)
class Slot:
    """The lines of a file in which a result stands, or would stand if there were one.

    `line` is the first of them. `lines` holds their text without `prefix`, the indentation or
    quote mark that each of them starts with. `gap` says that a blank line must be put under it.
    """

    line: int
    prefix: str
    lines: tuple[str, ...] = ()
    gap: bool = False

    @property
    def text(self) -> str:
        """The promised result as one string, without a newline at its end."""
        return "\n".join(line.rstrip() for line in self.lines)


@dataclass(frozen=True)
class Example:
    """Source that runs as one: a whole `python` fence, or one prompt of a `pycon` fence.

    `result` is None for a `python` fence that no `output` fence follows.
    """

    source: str
    line: int
    result: Slot | None

    @property
    def raises(self) -> bool:
        """Whether the chapter shows a traceback here."""
        return self.result is not None and any(
            line.startswith("Traceback (most recent call last):") for line in self.result.lines
        )


@dataclass(frozen=True)
class Snippet:
    """A `python` or `pycon` fence with what the chapter promises of it.

    `skip` is the reason why it does not run, if it does not; `no_browser` the reason why it runs
    here and not in the reader's browser, `untyped` the reason why a type checker refuses it.
    """

    block: Block
    examples: tuple[Example, ...]
    sql: Slot | None = None
    skip: str | None = None
    no_browser: str | None = None
    untyped: str | None = None

    @property
    def kind(self) -> str:
        """`python` or `pycon`."""
        return self.block.name

    @property
    def line(self) -> int:
        """The line of the first statement."""
        return self.block.line


@dataclass(frozen=True)
class Exercise:
    """Work for the reader, apart from the page's program.

    `title` says what to do and `line` is that of its heading. `start` is a program that runs and
    fails the `check`, `solution` one that passes it. `hints` is the number of hints.
    """

    title: str
    line: int
    start: Snippet
    check: Snippet
    solution: Snippet
    hints: int


@dataclass(frozen=True)
class Page:
    """A chapter as it was read.

    `path` is what messages name it by. `text` is the whole file, its line ends as they are.
    `blocks` are the fences in their order, the snippets' and all others. `snippets` are one
    program; those of the `exercises` are not among them.
    """

    path: str
    text: str
    blocks: tuple[Block, ...]
    snippets: tuple[Snippet, ...]
    exercises: tuple[Exercise, ...] = ()

    def programs(self) -> Iterator["Page"]:
        """The page's program, then two for each exercise: its start and its solution, each with the check."""
        yield replace(self, exercises=())
        for exercise in self.exercises:
            for answer in (exercise.start, exercise.solution):
                yield replace(self, snippets=(answer, exercise.check), exercises=())

    def shown(self) -> Iterator[Snippet]:
        """The snippets whose results the chapter shows: all but the checks."""
        yield from self.snippets
        for exercise in self.exercises:
            yield from (exercise.start, exercise.solution)

    def slots(self) -> Iterator[Slot]:
        """Every place of a result, from the top of the file to its end."""
        found = [example.result for snippet in self.shown() for example in snippet.examples]
        found += [snippet.sql for snippet in self.shown()]
        yield from sorted((slot for slot in found if slot), key=lambda slot: slot.line)

    def cut(self, slots: Iterable[Slot]) -> list[str]:
        """The file cut at the given slots: text, result, text, result, ..., text.

        Joined they are the file, byte for byte.
        """
        lines, start = re.findall(r"[^\n]*\n|[^\n]+", self.text), 0
        pieces: list[str] = []
        for slot in slots:
            first, last = slot.line - 1, slot.line - 1 + len(slot.lines)
            pieces += ["".join(lines[start:first]), "".join(lines[first:last])]
            start = last
        return [*pieces, "".join(lines[start:])]

    def rewrite(self, results: Mapping[Slot, Iterable[str]]) -> str:
        """The file with new lines in the given slots, and nothing else touched."""
        slots = sorted(results, key=lambda slot: slot.line)
        pieces = self.cut(slots)
        end = "\r\n" if "\r\n" in self.text else "\n"
        for number, slot in enumerate(slots):
            if pieces[2 * number] and not pieces[2 * number].endswith("\n"):
                pieces[2 * number] += end
            lines = [(slot.prefix + line).rstrip() for line in results[slot]]
            pieces[2 * number + 1] = "".join(line + end for line in [*lines, *[""] * (slot.gap and bool(lines))])
        return "".join(pieces)
