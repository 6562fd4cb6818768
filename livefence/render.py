"""Hang what a page did on the page: the Sphinx extension.

In: a document that Sphinx read. Out: the same with the SQL of each snippet under it, the versions
that it ran on and its script. The page needs no JavaScript. A chapter that breaks its promises is
an error of the build, with file and line.
"""

import time
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util import logging
from sphinx_codeautolink.extension import SphinxCodeAutoLink

from livefence.check import check, difference
from livefence.page import Page, Snippet
from livefence.read import ChapterError, chapters, read
from livefence.record import Record, record, sql
from livefence.run import Statement, sql_text
from livefence.script import script
from livefence.worker import ROOT

logger = logging.getLogger(__name__)
STARTED = time.time()
TOOLKIT = [*Path(__file__).parent.glob("*.py"), *ROOT.glob("docs/_inventory/*.txt"), ROOT / "requirements.txt"]


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
    for imported in came.files:
        app.env.note_dependency(str(ROOT / imported), docname=docname)
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
    """Report an error of the chapter at hand."""
    logger.error("%s", message, location=(app.env.docname, line))


def join(page: Page, doctree: nodes.document) -> dict[int, nodes.literal_block]:
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
        parent[number] = fold(statements, place, shown=True)
    elif statements:
        text = sql_text(statements)
        literal = nodes.literal_block(text, text, language="sql")
        last.parent.insert(last.parent.index(last) + 1, fold(statements, literal, shown=False))


def outermost(literal: nodes.literal_block) -> nodes.Element:
    """The literal block, or the container that gives it a caption."""
    parent = literal.parent
    captioned = isinstance(parent, nodes.container) and parent.get("literal_block")
    return parent if captioned else literal


def fold(statements: tuple[Statement, ...], literal: nodes.Element, *, shown: bool) -> foldout:
    """A fold-out around the SQL of a snippet."""
    count = len(statements)
    return foldout("", literal, title=f"SQL · {count} statement{'s' * (count != 1)}", open=shown)


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


def refuse_junk(app: Sphinx, config: Config) -> None:
    """Report chapters that are not text, and keep them from Sphinx, which ends with a traceback."""
    for path in chapters(Path(app.srcdir)):
        try:
            path.read_bytes().decode()
        except UnicodeDecodeError as error:
            logger.error("expected UTF-8 text, got bytes that are not: %s", error, location=f"{path}:1")
            config.exclude_patterns.append(str(path.relative_to(app.srcdir)))


def link_all_that_was_written(app: Sphinx, exception: Exception | None) -> None:
    """Tell sphinx-codeautolink 0.19 of every page that this build wrote.

    It links the pages only whose source changed, so a page that was written because of its
    dependencies or its table of contents would lose its links (its `apply_links`, `outdated_docs`).
    """
    pages = {name: Path(app.outdir) / f"{name}.html" for name in app.env.found_docs if not exception}
    written = {name for name, page in pages.items() if page.exists() and page.stat().st_mtime >= STARTED}
    for listener in app.events.listeners["build-finished"]:
        owner = getattr(listener.handler, "__self__", None)
        if isinstance(owner, SphinxCodeAutoLink):
            owner.outdated_docs |= written


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    skip = (lambda translator, node: None, lambda translator, node: None)
    app.add_node(foldout, html=(visit_foldout, depart_foldout), text=skip, latex=skip, man=skip)
    app.connect("doctree-read", hang, priority=400)
    app.connect("html-page-context", finish_page, priority=900)
    app.connect("config-inited", refuse_junk)
    app.connect("build-finished", link_all_that_was_written, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
