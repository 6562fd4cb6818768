"""Make the index that the search of the site asks: `python -m livefence.search build/html`.

In: the pages as Sphinx wrote them. Out: the folder `pagefind/` beside them. Each section is a record of
its own, so that a result is a place and not a page. A record has the text of its headings, of
the prose, of the code and of the results, each with its weight.
"""

import asyncio
import html
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from bs4 import BeautifulSoup, Tag
from pagefind.index import IndexConfig, PagefindIndex

__all__ = ["Section", "main", "sections"]

# What counts how much, from 0 to 10.
HEADING, ABOUT, CHAPTER, PROSE, CODE, RESULT = 7, 3, 2, 1, 0.3, 0.05
# What is no text of the section: marks and buttons, the parts of an exercise that fold, the foot of a page.
APART = "dl.glossary, script, .live-note, details.hint, details.solution, .toctree-wrapper"
RESULTS = "[data-part=output], details.sql"
SKIPPED = ("404", "genindex", "search", "errors/index")
# Pagefind's own pages, which the site does not use.
UNUSED = ("*ui.js", "*ui.css", "pagefind-highlight.js")


@dataclass(frozen=True)
class Section:
    """A place that a reader may look for.

    `about` is the description of a page, at its top. `kind` is `error` for an entry of the error index,
    `term` for a word of the glossary.
    """

    url: str
    chapter: str
    heading: str
    prose: str
    code: str
    result: str
    about: str = ""
    kind: str = "section"

    @property
    def record(self) -> str:
        """The section as Pagefind reads it, an HTML file of its own."""
        weighed = (
            ("h1", HEADING, self.heading),
            ("p", ABOUT, self.about),
            ("p", CHAPTER, self.chapter if self.chapter != self.heading else ""),
            ("p", PROSE, self.prose),
            ("p", CODE, self.code),
            ("p", RESULT, self.result),
        )
        body = "".join(
            f'<{tag} data-pagefind-weight="{weight}">{html.escape(text)}</{tag}>'
            for tag, weight, text in weighed
            if text
        )
        told = "".join(
            f'<span data-pagefind-meta="{name}" data-pagefind-ignore="index">{html.escape(value)}</span>'
            for name, value in (("chapter", self.chapter), ("url", self.url))
        )
        kind = f'data-pagefind-filter="kind:{self.kind}"'
        return f'<html lang="en"><body data-pagefind-body {kind}>{body}{told}</body></html>'


def text(parts: list[Tag], between: str = "") -> str:
    """The words of some elements, in their order; `between` separates what a highlighter takes for tokens."""
    return " ".join(" ".join(part.get_text(between).split()) for part in parts)


def sections(page: str, name: str) -> Iterator[Section]:
    """The sections of a page, from its top.

    `page` is its HTML, `name` its address from the root of the site.
    """
    document = BeautifulSoup(page, "html.parser")
    article = document.select_one("article")
    if not article:
        return
    description = document.select_one("meta[name=description]")
    about = str(description["content"]) if description else ""
    chapter = ""
    for mark in article.select(".headerlink"):
        mark.decompose()
    # From the innermost, so that each takes its own text away from the one around it.
    taken = []
    yield from terms(article, name)
    for part in article.select(APART):
        part.decompose()
    for section in reversed(article.select("section[id]")):
        heading = section.find(["h1", "h2", "h3", "h4"])
        results = [part.extract() for part in section.select(RESULTS)]
        code = [part.extract() for part in section.select("div[class*=highlight-]")]
        results += [span.extract() for block in code for span in block.select(".go")]
        named = heading.extract() if isinstance(heading, Tag) else None
        taken.append(
            (section["id"], text([named]) if named else "", text([section]), text(code, " "), text(results, " "))
        )
        section.extract()
    for number, (anchor, heading_text, prose, code_text, results_text) in enumerate(reversed(taken)):
        chapter = chapter or heading_text
        url = f"{name}#{anchor}" if number else name
        kind = "error" if name.startswith("errors/") and number else "section"
        if heading_text == "Summary":
            heading_text = f"Summary: {chapter}"
        yield Section(url, chapter, heading_text, prose, code_text, results_text, about if not number else "", kind)


def terms(article: Tag, name: str) -> Iterator[Section]:
    """The words of a glossary, each with its meaning."""
    for term in article.select("dl.glossary > dt[id]"):
        meaning = term.find_next_sibling("dd")
        said = text([meaning]) if isinstance(meaning, Tag) else ""
        yield Section(f"{name}#{term['id']}", "Glossary", text([term]), said, "", "", kind="term")


def records(site: Path, path: Path) -> list[str]:
    """The sections of a page, each as Pagefind reads it."""
    name = path.relative_to(site).as_posix()
    if name.removesuffix(".html") in SKIPPED or name.startswith("_"):
        return []
    return [section.record for section in sections(path.read_text(encoding="utf-8"), name)]


async def index(site: Path) -> int:
    """Add each section of each page.

    They go by way of files: Pagefind's Python client sleeps a tenth of a second after each answer.
    """
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    config = IndexConfig(output_path=str(site / "pagefind"), include_characters="_.'")
    with TemporaryDirectory() as folder:
        with ProcessPoolExecutor() as readers:
            read = readers.map(partial(records, site), sorted(site.rglob("*.html")))
            for number, record in enumerate(chain.from_iterable(read)):
                Path(folder, f"{number:05}.html").write_text(record, encoding="utf-8")
        async with PagefindIndex(config) as pagefind:
            added = await pagefind.add_directory(folder)
    for pattern in UNUSED:
        for path in (site / "pagefind").glob(pattern):
            path.unlink()
    return added["page_count"]


def main(site: Path) -> int:
    """Write the index of a site; gives the number of its records."""
    return asyncio.run(index(site))


if __name__ == "__main__":
    print(f"The search knows {main(Path(sys.argv[1]))} sections.")
