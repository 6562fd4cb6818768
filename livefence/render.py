"""Build the pages: the Sphinx extension.

In: a document that Sphinx read. Out: the same with the SQL of each snippet under it, the versions
that it ran on, its script, and the cells that the reader can run. To be read the page needs no
JavaScript. A chapter that breaks its promises is an error of the build, with file and line.
"""

import json
import time
from logging import NullHandler, basicConfig
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.util import logging
from sphinx_codeautolink.extension import SphinxCodeAutoLink

from livefence.cells import cells
from livefence.check import check, difference
from livefence.fold import NODES, fold_exercises
from livefence.hang import document, foot, hang, join
from livefence.read import ChapterError, chapters, read
from livefence.record import record
from livefence.script import script
from livefence.worker import EXAMPLES, ROOT

logger = logging.getLogger(__name__)
STARTED = time.time()
MANIFEST = ROOT / "build/site/live/manifest.json"
TOOLKIT = [
    *Path(__file__).parent.glob("*.py"),
    *ROOT.glob("docs/_inventory/*.txt"),
    ROOT / "requirements.txt",
    MANIFEST,
]


def run(app: Sphinx, doctree: document) -> None:
    """Run the page of a document and hang its record on it."""
    docname = app.env.docname
    path = Path(app.env.doc2path(docname))
    try:
        page = read(path, str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path))
        for file in TOOLKIT:
            app.env.note_dependency(str(file), docname=docname)
        if not page.snippets and not page.exercises:
            return
        literals = join(page, doctree)
        app.env.metadata[docname]["exercises"] = fold_exercises(page, docname, doctree, literals)
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
    hang(page, came, literals)
    doctree += foot(came, f"{docname.rpartition('/')[2]}.py")
    doctree["script"] = script(page, came)
    island = {"path": page.path, "cells": cells(page, came)}
    doctree["cells"] = json.dumps(island).replace("</", "<\\/")


def complain(app: Sphinx, line: int, message: str) -> None:
    """Report an error of the chapter at hand."""
    logger.error("%s", message, location=(app.env.docname, line))


def finish_page(app: Sphinx, name: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    """Write the script beside its page, add what is live, and mend what Furo leaves to a keyboard or a screen reader."""
    context["live"] = json.loads(MANIFEST.read_text())
    if doctree is not None and "cells" in doctree:
        context["body"] += f'<script type="application/json" id="cells">{doctree["cells"]}</script>\n'
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


def leave_search(app: Sphinx) -> None:
    """Make no index of Sphinx's own: `livefence.search` does it."""
    if isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.search = False


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


def write_lists(app: Sphinx, exception: Exception | None) -> None:
    """Give the browser the programs of `examples/` and the ids of all exercises, and drop old files."""
    folder = Path(app.outdir) / "live"
    if not exception and folder.is_dir():
        programs = {path.name: path.read_text() for path in sorted(EXAMPLES.glob("*.py"))}
        listed = {name: app.env.metadata[name].get("exercises") for name in app.env.collect_relations()}
        for name, content in (
            ("examples", programs),
            ("exercises", {name: ids for name, ids in listed.items() if ids}),
        ):
            (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
        # Sphinx copies files and never takes one away: what an older build had is not in the guide.
        for path in [path for path in folder.rglob("*-*") if path.is_file()]:
            if not (MANIFEST.parent / path.relative_to(folder)).exists():
                path.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension."""
    # a11y_pygments 0.0.5 has all logs of the process printed when it is imported, unless they have a handler.
    basicConfig(handlers=[NullHandler()])
    for node, visitors in NODES.items():
        app.add_node(node, **visitors)
    app.connect("doctree-read", run, priority=400)
    app.connect("html-page-context", finish_page, priority=900)
    app.connect("config-inited", refuse_junk)
    app.connect("builder-inited", leave_search)
    app.connect("build-finished", write_lists)
    app.connect("build-finished", link_all_that_was_written, priority=400)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
