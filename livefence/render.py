"""Hang what a page did on the page: the Sphinx extension.

In: a document that Sphinx read. Out: the same with the SQL of each snippet under it, the versions
that it ran on and its script. The page needs no JavaScript. A chapter that breaks its promises is
an error of the build, with file and line.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging

from livefence.check import check, difference
from livefence.lex import Block
from livefence.read import ChapterError, Page, Snippet, read
from livefence.record import Record, record, sql
from livefence.run import Statement, sql_text
from livefence.script import script
from livefence.worker import ROOT

logger = logging.getLogger(__name__)
TOOLKIT = [*sorted(Path(__file__).parent.glob("*.py")), ROOT / "requirements.txt"]


class foldout(nodes.General, nodes.Element):
    """The SQL of a snippet: its `title`, and a literal block. `open` is how it is first shown."""


def hang(app: Sphinx, doctree: nodes.document) -> None:
    """Run the page of a document and hang its record on it."""
    docname = app.env.docname
    path = Path(app.env.doc2path(docname))
    try:
        page = read(path, str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path))
        for file in TOOLKIT:
            app.env.note_dependency(str(file), docname=docname)
        if not page.snippets:
            return
        literals = join(page, doctree)
    except ChapterError as error:
        complain(app, error.line, error.message)
        return
    came = record(page)
    for file in came.files:
        app.env.note_dependency(str(ROOT / file), docname=docname)
    failures = check(page, came)
    for failure in failures:
        complain(app, failure.line, failure.message)
    if failures:
        logger.info("%s", difference(page, failures))
        return
    for snippet, outcomes in zip(page.snippets, came.outcomes, strict=True):
        hang_snippet(page, snippet, sql(outcomes), literals)
    doctree += foot(came, docname)
    doctree["script"] = script(page, came)


def complain(app: Sphinx, line: int, message: str) -> None:
    """Report an error of the chapter at hand, and have the next build read it again."""
    logger.error("%s", message, location=(app.env.docname, line))
    app.env.note_reread()


def join(page: Page, doctree: nodes.document) -> dict[int, nodes.literal_block]:
    """The literal block of each fence, by the fence's line.

    Raises ChapterError where Sphinx sees other blocks than the reader of the fences. They are
    joined by their order: line numbers differ for directives with options.
    """
    found = [
        node
        for node in doctree.findall(nodes.literal_block)
        if node.get("language") and not node.get("source")
    ]
    for block, node in zip(page.blocks, found, strict=False):
        text = "\n".join(block.lines).strip("\n")
        if node.astext().strip("\n") != text:
            raise ChapterError(
                page.path,
                block.opening,
                f"Sphinx sees another block here than the reader; expected {text!r}, got {node.astext()!r}",
            )
    if len(found) != len(page.blocks):
        extra = [*found[len(page.blocks) :], *page.blocks[len(found) :]][0]
        line = extra.opening if isinstance(extra, Block) else extra.line or 1
        raise ChapterError(
            page.path, line, f"Sphinx sees {len(found)} fences in this page, the reader {len(page.blocks)}"
        )
    return {block.line: node for block, node in zip(page.blocks, found, strict=True)}


def hang_snippet(
    page: Page, snippet: Snippet, statements: tuple[Statement, ...], literals: dict[int, nodes.literal_block]
) -> None:
    """Mark the output of a snippet, and fold its SQL under it."""
    last = outermost(literals[snippet.line])
    for example in snippet.examples:
        if example.result and example.result.line in literals:
            output = literals[example.result.line]
            output["language"] = "output"
            last = outermost(output)
    if snippet.skip:
        note = nodes.paragraph("", f"This snippet does not run here: {snippet.skip}.", classes=["skipped"])
        last.parent.insert(last.parent.index(last) + 1, note)
    elif snippet.sql:
        place = outermost(literals[snippet.sql.line])
        parent, number = place.parent, place.parent.index(place)
        parent[number] = fold(statements, place, open=True)
    elif statements:
        text = sql_text(statements)
        literal = nodes.literal_block(text, text, language="sql")
        last.parent.insert(last.parent.index(last) + 1, fold(statements, literal, open=False))


def outermost(literal: nodes.literal_block) -> nodes.Element:
    """The literal block, or the container that gives it a caption."""
    parent = literal.parent
    captioned = isinstance(parent, nodes.container) and parent.get("literal_block")
    return parent if captioned else literal


def fold(statements: tuple[Statement, ...], literal: nodes.Element, *, open: bool) -> foldout:
    """A fold-out around the SQL of a snippet."""
    count = len(statements)
    return foldout("", literal, title=f"SQL · {count} statement{'s' * (count != 1)}", open=open)


def foot(came: Record, docname: str) -> nodes.container:
    """The end of a page: what it ran on, and its script."""
    versions = ", ".join(f"{name} {version}" for name, version in came.versions.items())
    link = nodes.reference("", "Download this chapter as a script", refuri=f"{docname.rpartition('/')[2]}.py")
    text = nodes.paragraph("", f"Every snippet of this page ran on {versions}. ")
    text += [link, nodes.Text(".")]
    return nodes.container("", text, classes=["ran-on"])


def visit_foldout(translator: Any, node: foldout) -> None:
    """Start a `details` element, which opens and closes without JavaScript."""
    translator.body.append(f'<details class="sql"{" open" if node["open"] else ""}>')
    translator.body.append(f"<summary>{node['title']}</summary>\n")


def depart_foldout(translator: Any, node: foldout) -> None:
    """End it."""
    translator.body.append("</details>\n")


def finish_page(app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Write the script beside its page, and mend what Furo leaves to a keyboard or a screen reader."""
    if doctree is not None and "script" in doctree:
        target = Path(app.outdir) / f"{name}.py"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(doctree["script"], encoding="utf-8")
    for key, old, new in (
        ("body", "<pre>", '<pre tabindex="0">'),
        ("body", '<div class="table-wrapper', '<div tabindex="0" class="table-wrapper'),
        ("furo_navigation_tree", 'role="heading"', 'role="heading" aria-level="2"'),
    ):
        if key in context:
            context[key] = context[key].replace(old, new)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    skip = (lambda translator, node: None, lambda translator, node: None)
    app.add_node(foldout, html=(visit_foldout, depart_foldout), text=skip, latex=skip, man=skip)
    app.connect("doctree-read", hang, priority=400)
    app.connect("html-page-context", finish_page, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
