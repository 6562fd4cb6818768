"""Read a chapter.

In: a MyST or reStructuredText file. Out: a `Page` with its snippets, and for every result that the
chapter promises the lines where it stands. All line numbers are those of the file, from 1.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from livefence.lex import Block, ChapterError, lex

__all__ = ["ChapterError", "Example", "Page", "Slot", "Snippet", "chapters", "read"]

SUFFIXES = (".md", ".rst")
RUNS = ("python", "pycon")
SILENT = re.compile(r"\A(?:---\n(?:(?!---).*\n)*?|(?:[^\n]*\n){0,9}?:)snippets: none\n")
SKIP = re.compile(r'next "([^"]+)"')


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

    `end` is the number of the line under the fence. `skip` is the reason why it does not run.
    """

    block: Block
    examples: tuple[Example, ...]
    sql: Slot | None = None
    skip: str | None = None

    @property
    def kind(self) -> str:
        """`python` or `pycon`."""
        return self.block.name

    @property
    def line(self) -> int:
        """The line of the first statement."""
        return self.block.line


@dataclass(frozen=True)
class Page:
    """A chapter as it was read.

    `path` is what messages name it by. `text` is the whole file, its line ends as they are.
    `blocks` are the fences in their order, the snippets' and all others.
    """

    path: str
    text: str
    blocks: tuple[Block, ...]
    snippets: tuple[Snippet, ...]

    def slots(self) -> Iterator[Slot]:
        """Every place of a result, from the top of the file to its end."""
        found = [example.result for snippet in self.snippets for example in snippet.examples]
        found += [snippet.sql for snippet in self.snippets]
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


def chapters(root: Path) -> list[Path]:
    """All chapters under a folder, in the order of their paths, build products left out."""
    return sorted(path for path in root.rglob("*") if path.suffix in SUFFIXES and path.is_file())


def read(path: Path, name: str | None = None) -> Page:
    """Read one chapter. Messages call it `name`, or its path.

    Raises ChapterError, with file and line, where the chapter breaks the contract of the fences.
    """
    name = name or str(path)
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ChapterError(name, 1, f"expected UTF-8 text, got bytes that are not: {error}") from None
    return parse(text, name)


def parse(text: str, name: str) -> Page:
    """The page that a chapter's text makes; the ending of `name` tells the markup."""
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ChapterError(name, line, "expected text, got a NUL byte")
    lines = text.replace("\r\n", "\n").split("\n")
    blocks, skips = lex("\n".join(lines), name)
    snippets: list[Snippet] = []
    for block in blocks:
        if block.name in RUNS:
            snippets.append(Snippet(block, examples(block, name)))
        elif block.name in ("output", "sql"):
            if not snippets:
                raise ChapterError(name, block.opening, f"no snippet stands above this {block.name} fence")
            below = lines[block.line - 1] if block.line <= len(lines) else ""
            gap = name.endswith(".rst") and not block.lines and below.strip() != ""
            snippets[-1] = attach(snippets[-1], block, Slot(block.line, block.prefix, block.lines, gap), name)
    for line, argument in skips:
        after = [number for number, snippet in enumerate(snippets) if snippet.line > line]
        why = SKIP.fullmatch(argument)
        if not why or not after:
            raise ChapterError(name, line, f'expected `skip: next "why"` above a snippet, got {argument!r}')
        snippets[after[0]] = replace(snippets[after[0]], skip=why[1])
    if not snippets and not SILENT.match("\n".join(lines)):
        raise ChapterError(
            name, 1, "expected at least one snippet, got none; a page without any says `snippets: none` at its top"
        )
    return Page(name, text, tuple(blocks), tuple(snippets))


def attach(snippet: Snippet, block: Block, slot: Slot, name: str) -> Snippet:
    """The snippet with an `output` or `sql` fence, which has its promise in a slot."""
    if block.name == "sql":
        taken, found = snippet.sql, replace(snippet, sql=slot)
    elif snippet.kind == "pycon":
        raise ChapterError(
            name, block.opening, "an output fence belongs to a python fence; a pycon fence shows its own results"
        )
    else:
        (program,) = snippet.examples
        taken, found = program.result, replace(snippet, examples=(replace(program, result=slot),))
    if taken:
        raise ChapterError(
            name, block.opening, f"the snippet of line {snippet.line} has a second {block.name} fence; delete one"
        )
    return found


def examples(block: Block, name: str) -> tuple[Example, ...]:
    """The examples of a `python` or `pycon` fence."""
    prompts = [number for number, line in enumerate(block.lines) if line.startswith(">>>")]
    if block.name == "python":
        if prompts:
            raise ChapterError(name, block.line + prompts[0], "a prompt in a python fence; call the fence pycon")
        return (Example("\n".join(block.lines) + "\n", block.line, None),)
    if not prompts or any(line.strip() for line in block.lines[: prompts[0]]):
        raise ChapterError(name, block.line, "a pycon fence starts with a prompt, `>>> `; a program is a python fence")
    found = []
    for start, stop in zip(prompts, [*prompts[1:], len(block.lines)], strict=True):
        lines = list(block.lines[start:stop])
        while not lines[-1].strip():
            lines.pop()
        count = next((n for n, line in enumerate(lines[1:], 1) if not re.match(r"\.\.\.( |$)", line)), len(lines))
        for number, line in enumerate(lines[:count]):
            if len(line) > 3 and line[3] != " ":
                raise ChapterError(name, block.line + start + number, "expected a blank after the prompt")
        source = "\n".join(line[4:] for line in lines[:count]) + "\n"
        line = block.line + start
        found.append(Example(source, line, Slot(line + count, block.prefix, tuple(lines[count:]))))
    return tuple(found)
