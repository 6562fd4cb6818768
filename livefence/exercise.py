"""Find the exercises of a chapter: sections of a fixed form.

In: the lines, fences and snippets of a chapter. Out: its `Exercise`s. A section whose title starts
with "Exercise: " holds the starter; the sections within it are hints, the check and the solution.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from livefence.lex import LIVE, Block, ChapterError, unfenced
from livefence.page import Exercise, Snippet

__all__ = ["exercises"]

TITLE = re.compile(r"Exercise: (\S.*)")
ROLES = {"Hint": "hint", "Check": "check", "Solution": "solution"}
ORDER = ("start", "hint", "check", "solution")
HINTS = 3
ATX = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
UNDERLINE = re.compile(r"([!-/:-@\[-`{-~])\1*")
STATEMENTS = ast.Assert | ast.Assign | ast.AnnAssign | ast.Import | ast.ImportFrom | ast.With | ast.For


@dataclass(frozen=True)
class Heading:
    """A title: its line, its level from 1, its text."""

    line: int
    level: int
    title: str


@dataclass(frozen=True)
class Part:
    """The starter, a hint, the check or the solution, whose fences stand under a heading."""

    role: str
    heading: Heading
    blocks: tuple[Block, ...]


def exercises(lines: Sequence[str], blocks: Sequence[Block], snippets: Sequence[Snippet], path: str) -> list[Exercise]:
    """The exercises of a chapter, in their order. Raises ChapterError where one is not of the form."""
    free = unfenced(lines, blocks)
    found = list(underlined(free) if path.endswith(".rst") else hashed(free))
    made = []
    for number, heading in enumerate(found):
        if re.match(r"Exercise\b", heading.title):
            after = next((other for other in found[number + 1 :] if other.level <= heading.level), None)
            end = after.line if after else len(lines) + 1
            inner = [other for other in found[number + 1 :] if other.line < end]
            made.append(exercise(heading, inner, end, blocks, snippets, path))
    return made


def hashed(lines: Sequence[str]) -> Iterator[Heading]:
    """The headings of a MyST text, `## Title`."""
    for number, line in enumerate(lines, 1):
        if match := ATX.fullmatch(line):
            yield Heading(number, len(match[1]), match[2])


def underlined(lines: Sequence[str]) -> Iterator[Heading]:
    """The headings of a reStructuredText, a level for each way to draw them, in order of first use."""
    styles: list[tuple[str, bool]] = []
    for number, (line, under) in enumerate(pairwise(lines), 1):
        title, drawn = line.strip(), under.rstrip()
        over = number > 1 and lines[number - 2].rstrip() == drawn
        if not title or not UNDERLINE.fullmatch(drawn) or UNDERLINE.fullmatch(title):
            continue
        if len(drawn) < min(len(title), 4):
            continue
        if (drawn[0], over) not in styles:
            styles.append((drawn[0], over))
        yield Heading(number, styles.index((drawn[0], over)) + 1, title)


def exercise(
    heading: Heading, inner: list[Heading], end: int, blocks: Sequence[Block], snippets: Sequence[Snippet], path: str
) -> Exercise:
    """The exercise under a heading; `inner` are the headings within it, `end` is the line after it."""
    title = TITLE.fullmatch(heading.title)
    if not title:
        raise ChapterError(path, heading.line, f"expected a title `Exercise: what to do`, got {heading.title!r}")
    bounds = [heading.line, *(section.line for section in inner), end]
    parts = []
    for section, (start, stop) in zip([heading, *inner], pairwise(bounds), strict=True):
        fences = tuple(block for block in blocks if start < block.opening < stop)
        parts.append(Part("start" if section is heading else role(section, heading, path), section, fences))
    arrange(parts, path)
    programs = {part.role: program(part, snippets, path) for part in parts if part.role != "hint"}
    refuse_all_but_asserts(programs["check"], path)
    hints = sum(part.role == "hint" for part in parts)
    return Exercise(title[1], heading.line, programs["start"], programs["check"], programs["solution"], hints)


def role(section: Heading, heading: Heading, path: str) -> str:
    """What a section within an exercise is."""
    word = re.fullmatch(r"(Hint)\b.*|(Check|Solution)", section.title)
    if not word or section.level != heading.level + 1:
        expected = "expected a section Hint, Check or Solution, one level under the exercise"
        raise ChapterError(path, section.line, f"{expected} of line {heading.line}, got {section.title!r}")
    return ROLES[word[1] or word[2]]


def arrange(parts: list[Part], path: str) -> None:
    """Refuse an exercise that lacks a part, has one too many, or has them in another order."""
    for title, name in ROLES.items():
        came = [part.heading.line for part in parts if part.role == name]
        most = HINTS if name == "hint" else 1
        if not 1 <= len(came) <= most:
            line = came[most] if came else parts[0].heading.line
            expected = f"1 to {HINTS} sections" if most > 1 else "1 section"
            raise ChapterError(path, line, f"expected {expected} {title} in this exercise, got {len(came)}")
    for first, second in pairwise(parts):
        if ORDER.index(first.role) > ORDER.index(second.role):
            expected = "expected hints, the check and the solution in this order"
            got = f"got {second.heading.title!r} after {first.heading.title!r}"
            raise ChapterError(path, second.heading.line, f"{expected}, {got}")
    for part in parts:
        for block in part.blocks:
            if part.role == "hint" and block.name in LIVE:
                raise ChapterError(path, block.opening, f"expected a hint in words, got a {block.name} fence")


def program(part: Part, snippets: Sequence[Snippet], path: str) -> Snippet:
    """The one snippet of a part, which its output and SQL may follow."""
    name = "starter" if part.role == "start" else part.role
    names = [block.name for block in part.blocks]
    if names.count("python") != 1 or names[0] != "python":
        lines = [block.opening for block in part.blocks if block.name == "python"]
        line = lines[1] if len(lines) > 1 else part.blocks[0].opening if part.blocks else part.heading.line
        got = f"got {', '.join(names)}" if names else "got none"
        raise ChapterError(path, line, f"expected one python fence as the {name}, {got}")
    for block in part.blocks[1:]:
        if part.role == "check":
            raise ChapterError(path, block.opening, f"expected a check that shows nothing, got {block.name}")
        if block.name not in ("output", "sql"):
            expected = f"expected only output and sql fences under the {name}"
            raise ChapterError(path, block.opening, f"{expected}, got {block.name}")
    (found,) = [snippet for snippet in snippets if snippet.block is part.blocks[0]]
    if found.skip:
        raise ChapterError(path, found.block.opening, f"expected a {name} that runs, got a skip; delete it")
    return found


def refuse_all_but_asserts(check: Snippet, path: str) -> None:
    """Refuse a check that is more than asserts and what they need.

    Besides `assert` with a message it may import, assign and call, in `with` and `for` blocks too.
    """
    try:
        body = ast.parse(check.examples[0].source).body
    except SyntaxError as error:
        raise ChapterError(path, check.line + (error.lineno or 1) - 1, f"expected Python, got {error.msg}") from None
    statements = list(flat(body))
    for statement in statements:
        line = check.line + statement.lineno - 1
        called = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
        if not called and not isinstance(statement, STATEMENTS):
            expected = "expected asserts in a check, with imports, assignments, calls, `with` and `for`"
            raise ChapterError(path, line, f"{expected}, got {ast.unparse(statement).splitlines()[0]!r}")
        if isinstance(statement, ast.Assert) and (not statement.msg or ast.unparse(statement.msg) in ("''", "None")):
            raise ChapterError(path, line, "expected a message in this assert, which says what to think of; got none")
    if not any(isinstance(statement, ast.Assert) for statement in statements):
        raise ChapterError(path, check.line, "expected an assert in this check, got none")


def flat(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements, those within blocks too."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.With | ast.For):
            yield from flat(statement.body)
            yield from flat(getattr(statement, "orelse", []))
