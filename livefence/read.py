"""Read a chapter.

In: a MyST or reStructuredText file. Out: a `Page` with its snippets and exercises, and for every result that the
chapter promises the lines where it stands. All line numbers are those of the file, from 1.
"""

import re
from dataclasses import replace
from pathlib import Path

from livefence.exercise import exercises
from livefence.lex import Block, ChapterError, lex
from livefence.page import Example, Page, Slot, Snippet

__all__ = ["SUFFIXES", "ChapterError", "chapters", "parse", "read"]

SUFFIXES = (".md", ".rst")
RUNS = ("python", "pycon")
SILENT = re.compile(r"\A(?:---\n(?:(?!---).*\n)*?|(?:[^\n]*\n){0,9}?:)snippets: none\n")
MARK = re.compile(r'(next|rest) "([^"]+)"')


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
    blocks, marks = lex("\n".join(lines), name)
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
    if not snippets and not SILENT.match("\n".join(lines)):
        raise ChapterError(
            name,
            1,
            "expected at least one snippet, got none; a page without any says `snippets: none` at its top",
        )
    apart = {
        part.line for one in exercises(lines, blocks, snippets, name) for part in (one.start, one.check, one.solution)
    }
    for mark in marks:
        snippets = marked(snippets, *mark, apart, name)
    program = tuple(snippet for snippet in snippets if snippet.line not in apart)
    return Page(name, text, tuple(blocks), program, tuple(exercises(lines, blocks, snippets, name)))


def marked(snippets: list[Snippet], line: int, mark: str, argument: str, apart: set[int], name: str) -> list[Snippet]:
    """The snippets with the mark of a line: on the next one, or on all below but those of exercises."""
    which = MARK.fullmatch(argument)
    below = [snippet for snippet in snippets if snippet.line > line]
    if not which or not below or (which[1] == "rest" and mark != "no-browser"):
        raise ChapterError(name, line, f'expected `{mark}: next "why"` above a snippet, got {argument!r}')
    meant = below[:1] if which[1] == "next" else [snippet for snippet in below if snippet.line not in apart]
    reason = {"skip": "skip", "no-browser": "no_browser", "types": "untyped"}[mark]
    return [replace(one, **{reason: which[2]}) if one in meant else one for one in snippets]  # type: ignore[arg-type]


def attach(snippet: Snippet, block: Block, slot: Slot, name: str) -> Snippet:
    """The snippet with an `output` or `sql` fence, which has its promise in a slot."""
    if block.name == "sql":
        taken, found = snippet.sql, replace(snippet, sql=slot)
    elif snippet.kind == "pycon":
        raise ChapterError(
            name,
            block.opening,
            "an output fence belongs to a python fence; a pycon fence shows its own results",
        )
    else:
        (program,) = snippet.examples
        taken, found = program.result, replace(snippet, examples=(replace(program, result=slot),))
    if taken:
        raise ChapterError(
            name,
            block.opening,
            f"the snippet of line {snippet.line} has a second {block.name} fence; delete one",
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
        first = block.line + start
        if lines[0][3:4].strip():
            raise ChapterError(name, first, "expected a blank after the prompt")
        source = "\n".join(line[4:] for line in lines[:count]) + "\n"
        found.append(Example(source, first, Slot(first + count, block.prefix, tuple(lines[count:]))))
    return tuple(found)
