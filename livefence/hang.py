"""Hang what a page did on its document.

In: a `Page`, its `Record` and the document that docutils made of it. Out: the same document, in
which a script finds the parts of each snippet, with the SQL of the snippets folded under them.
"""

from docutils import nodes
from docutils.nodes import document

from livefence.cells import numbered
from livefence.fold import foldout, part
from livefence.page import Page, Snippet
from livefence.read import ChapterError
from livefence.record import Record, sql
from livefence.run import Statement, sql_text

__all__ = ["document", "foot", "hang", "join"]

WHY_NOT = "To run and change the snippets in the page, open it from a web server, in a current browser with JavaScript."


def join(page: Page, doctree: document) -> dict[int, nodes.literal_block]:
    """The literal block of each fence, by the fence's line.

    Raises ChapterError where Sphinx sees other blocks than the reader of the fences. They are
    joined by their order: line numbers differ for directives with options.
    """
    found = [node for node in doctree.findall(nodes.literal_block) if node.get("language") and not node.get("source")]
    for block, node in zip(page.blocks, found, strict=False):
        text = "\n".join(block.lines).strip("\n")
        if node.astext().strip("\n") != text:
            raise ChapterError(
                page.path,
                block.opening,
                f"Sphinx sees another block here than the reader; expected {text!r}, got {node.astext()!r}",
            )
    if len(found) != len(page.blocks):
        line = page.blocks[len(found)].opening if len(found) < len(page.blocks) else found[len(page.blocks)].line or 1
        raise ChapterError(
            page.path, line, f"Sphinx sees {len(found)} fences in this page, the reader {len(page.blocks)}"
        )
    return {block.line: node for block, node in zip(page.blocks, found, strict=True)}


def hang(page: Page, came: Record, literals: dict[int, nodes.literal_block]) -> None:
    """Hang a record on the literal blocks that `join` found."""
    for number, (snippet, outcomes, _) in enumerate(numbered(page, came)):
        hang_snippet(number, snippet, sql(outcomes), literals)


def hang_snippet(
    number: int, snippet: Snippet, statements: tuple[Statement, ...], literals: dict[int, nodes.literal_block]
) -> None:
    """Mark the source and the output of a snippet, and fold its SQL under it."""
    last = mark(literals[snippet.line], "source", number)
    if not number:
        note = nodes.paragraph("", WHY_NOT, classes=["live-note"])
        last.parent.insert(last.parent.index(last), note)
    for example in snippet.examples:
        if example.result and example.result.line in literals:
            output = literals[example.result.line]
            output["language"] = "output"
            last = mark(output, "output", number)
    if snippet.skip:
        note = nodes.paragraph("", f"This snippet does not run here: {snippet.skip}.", classes=["skipped"])
        last.parent.insert(last.parent.index(last) + 1, note)
    elif snippet.sql:
        place = outermost(literals[snippet.sql.line])
        place.replace_self(fold(number, statements, place.deepcopy(), shown=True))
    elif statements:
        text = sql_text(statements)
        literal = nodes.literal_block(text, text, language="sql")
        last.parent.insert(last.parent.index(last) + 1, fold(number, statements, literal, shown=False))


def mark(literal: nodes.literal_block, name: str, cell: int) -> part:
    """Put a part of a snippet around its literal block."""
    place = outermost(literal)
    parent, index = place.parent, place.parent.index(place)
    found = part("", name=name, cell=cell)
    parent[index] = found
    found += place
    return found


def outermost(literal: nodes.literal_block) -> nodes.Element:
    """The literal block, or the container that gives it a caption."""
    parent = literal.parent
    captioned = isinstance(parent, nodes.container) and parent.get("literal_block")
    return parent if captioned else literal


def fold(cell: int, statements: tuple[Statement, ...], literal: nodes.Element, *, shown: bool) -> foldout:
    """A fold-out around the SQL of a snippet."""
    count = len(statements)
    title = f"SQL · {count} statement{'s' * (count != 1)}"
    return foldout("", literal, classes=["sql"], title=title, open=shown, cell=cell)


def foot(came: Record, script: str) -> nodes.container:
    """The end of a page: what it ran on, and a link to its script."""
    versions = ", ".join(f"{name} {version}" for name, version in came.versions.items())
    link = nodes.reference("", "Download this chapter as a script", refuri=script)
    text = nodes.paragraph("", f"The snippets of this page ran on {versions}. ")
    text += [link, nodes.Text(".")]
    return nodes.container("", text, classes=["ran-on"])
