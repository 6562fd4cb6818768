"""Find the fences of a chapter, with Sybil's lexers.

In: the text of a MyST or reStructuredText file, its lines ended by a newline. Out: its `Block`s.
A fence that Sybil and Sphinx would not see alike is refused here.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sybil import Document, Region
from sybil.parsers.abstract.lexers import LexingException
from sybil.parsers.markdown.lexers import FENCE, DirectiveInHTMLCommentLexer, RawFencedCodeBlockLexer
from sybil.parsers.rest.lexers import DirectiveInCommentLexer, DirectiveLexer

LIVE = ("python", "pycon", "output", "sql")
PLAIN = ("console", "html", "ini", "json", "markdown", "rst", "text", "toml", "yaml")
MARKS = ("skip", "no-browser", "types")
CODE_DIRECTIVE = re.compile(
    r"^.*(?:(?:`{3,}|~{3,}|:{3,})\{(code|code-block|code-cell|sourcecode|eval-rst|doctest|testcode)\}"
    r"|\.\. +(code|code-block|sourcecode|doctest|testcode)::)",
    re.MULTILINE,
)
PROMPT = re.compile(r"^[ \t]*>>> ", re.MULTILINE)


class ChapterError(Exception):
    """A chapter that breaks the contract of the fences: its file, the line, and what to do."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line, self.message = path, line, message


@dataclass(frozen=True)
class Block:
    """A fence, or a `code-block` directive.

    `opening` is the line of the fence itself, `line` that of its content, `end` the one under the
    closing fence. `lines` is the content without `prefix`, the indentation or quote mark before
    each of its lines.
    """

    name: str
    opening: int
    line: int
    end: int
    prefix: str
    lines: tuple[str, ...]


def lex(text: str, path: str) -> tuple[list[Block], list[tuple[int, str, str]]]:
    """The fences of a text in their order, and the marks: the line of each, its name and argument.

    Raises ChapterError for what the two readers of a page could see differently.
    """
    document = Document(text, path)
    rest = path.endswith(".rst")
    spans, blocks = rest_blocks(document) if rest else myst_blocks(document)
    marks = []
    for name in MARKS:
        lexer = DirectiveInCommentLexer(name, ".*") if rest else DirectiveInHTMLCommentLexer(name)
        for region in regions(lexer, document):
            marks.append((line_of(document, region.start), name, (region.lexemes["arguments"] or "").strip()))
    inside = [range(block.line, block.end) for block in blocks]
    for match in [*CODE_DIRECTIVE.finditer(text), *PROMPT.finditer(text)]:
        line = line_of(document, match.start())
        if line in spans or any(line in lines for lines in inside):
            continue
        what = "a prompt outside a pycon fence" if match.re is PROMPT else f"a directive that nothing reads: {match[0]}"
        raise ChapterError(path, line, f"{what}; write one of the fences {', '.join(LIVE)}, at the start of a line")
    for block in blocks:
        if block.name not in LIVE + PLAIN:
            raise ChapterError(
                path,
                block.opening,
                f"unknown fence name {block.name!r}; what runs is one of {', '.join(LIVE)}, "
                f"what does not run one of {', '.join(PLAIN)}",
            )
    return blocks, [mark for mark in marks if not any(mark[0] in lines for lines in inside)]


def unfenced(lines: Sequence[str], blocks: Iterable[Block]) -> list[str]:
    """The lines of a text, each in its place; those of its fences are empty."""
    fenced = {line for block in blocks for line in range(block.opening, block.end)}
    return ["" if number in fenced else line for number, line in enumerate(lines, 1)]


def regions(
    lexer: RawFencedCodeBlockLexer | DirectiveLexer | DirectiveInHTMLCommentLexer, document: Document
) -> list[Region]:
    """What a lexer finds, from the top of the file to its end."""
    try:
        return sorted(lexer(document), key=lambda region: region.start)
    except LexingException as error:
        raise ChapterError(document.path, 1, f"can't be read: {error}") from None


def line_of(document: Document, position: int) -> int:
    """The line of a place in a text."""
    return document.text.count("\n", 0, position) + 1


def myst_blocks(document: Document) -> tuple[set[int], list[Block]]:
    """Backtick and tilde fences; what stands in the fence of a MyST directive is read on."""
    path, lines = document.path, document.text.split("\n")
    known: set[int] = set()
    blocks: list[Block] = []
    end = 0
    for region in regions(RawFencedCodeBlockLexer(re.compile(r"(?P<info>[^\n]*)(?:\n|\Z)")), document):
        if region.start < end:
            continue
        opening = FENCE.match(document.text, region.start)
        closing = FENCE.match(document.text, document.text.rfind("\n", 0, region.end) + 1)
        first, last = line_of(document, region.start), line_of(document, region.end)
        if not opening or not closing or not RawFencedCodeBlockLexer.match_closes_existing(closing, opening):
            raise ChapterError(path, first, "this fence is never closed")
        known |= {first, last}
        info = region.lexemes["info"].strip()
        if re.match(r"\{[\w:-]+\}", info):
            continue
        end = region.end
        prefix = re.sub(r"[^ \t>]", " ", opening["prefix"])
        content = []
        for number, line in enumerate(lines[first : last - 1], first + 1):
            if line.strip() and not line.startswith(prefix) and line != prefix.rstrip():
                raise ChapterError(path, number, f"expected {prefix!r} before this line, as before its fence")
            content.append(line[len(prefix) :])
        blocks.append(Block(info, first, first + 1, last + 1, prefix, tuple(content)))
    for match in FENCE.finditer(document.text):
        first = line_of(document, match.start())
        if first not in known and not any(block.opening < first < block.end for block in blocks):
            raise ChapterError(path, first, "this fence is never closed")
    return set(), blocks


def rest_blocks(document: Document) -> tuple[set[int], list[Block]]:
    """`code-block` directives, with or without options."""
    path, lines = document.path, document.text.split("\n")
    blocks: list[Block] = []
    for region in regions(DirectiveLexer("code-block", ".*"), document):
        opening = line_of(document, region.start)
        if blocks and opening < blocks[-1].end:
            continue
        indent = len(lines[opening - 1]) - len(lines[opening - 1].lstrip())
        first = opening + 1 + len(region.lexemes["options"])
        end = first
        for number in range(first, len(lines) + 1):
            line = lines[number - 1]
            if line.strip() and len(line) - len(line.lstrip()) <= indent:
                break
            end = number + 1 if line.strip() else end
        if first > len(lines) or lines[first - 1].strip():
            raise ChapterError(path, opening, "expected a blank line under this directive")
        while first < end and not lines[first - 1].strip():
            first += 1
        content = lines[first - 1 : end - 1]
        prefix = min((line[: len(line) - len(line.lstrip())] for line in content if line.strip()), key=len, default="")
        if not content:
            first = end = first + 1
            prefix = blocks[-1].prefix if blocks else " " * (indent + 3)
        name = (region.lexemes["arguments"] or "").strip()
        body = tuple(line.removeprefix(prefix) for line in content)
        blocks.append(Block(name, opening, first, end, prefix, body))
    return {block.opening for block in blocks}, blocks
