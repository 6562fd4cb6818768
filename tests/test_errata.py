"""Each claim of the old notes that a run refutes has its answer, and the page on old notes leads there.

The guide began with a line-by-line reading of five notes: 160 entries, `N0-01` to `N3-59`, the note and its entry
(the fifth note repeats the fourth). 69 of them were found wrong, broken, out of date or unfinished, and `IDS` are
these. `cases/errata.txt` has a line for each, `ID page anchor`: the page, and the heading or target that answers it.
"""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from docutils.nodes import make_id
from myst_parser.slugs import github_slugify

from livefence.lex import unfenced
from livefence.page import Page
from livefence.read import read

ROOT = Path(__file__).parent.parent
NOTES = "docs/reference/old-notes.md"
TABLE = [line.split() for line in (ROOT / "tests/cases/errata.txt").read_text().splitlines()]
NUMBERS = {
    "N0": "01 03 04 08 10 11 18 21 22 24 26 27 28",
    "N1": "05 07 08 10 15 16",
    "N2": "01 02 04 05 08 11 15 18 22 23 30 31 32 33 34 37 38 43 45 46 48 49 53",
    "N3": "01 04 05 08 09 11 12 14 17 19 25 27 28 29 32 36 37 39 41 42 48 49 50 54 55 57 59",
}
IDS = [f"{note}-{number}" for note, numbers in NUMBERS.items() for number in numbers.split()]


def chapter(name: str) -> Page:
    """The page of that path under the root."""
    return read(ROOT / name, name)


def text_lines(page: Page) -> list[str]:
    """The lines of a page, those of its fences left empty."""
    return unfenced(page.text.replace("\r\n", "\n").split("\n"), page.blocks)


def anchors(page: Page) -> Iterator[str]:
    """Where a link into a page may lead: its targets, and its headings down to the third level."""
    lines = text_lines(page)
    rest = page.path.endswith(".rst")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        target = re.fullmatch(r"\.\. _([\w-]+):" if rest else r"\(([\w-]+)\)=", line)
        heading = re.fullmatch(r"#{1,3} (.+)", line)
        if target:
            yield target[1]
        elif rest and line and re.fullmatch(r"([=\-~^])\1{2,}", below):
            yield make_id(line)
        elif heading and not rest:
            yield github_slugify(heading[1].replace("`", ""))


def links(page: Page) -> set[tuple[str, str]]:
    """Page and anchor of each link to a section; a `{ref}` names no page."""
    text = "\n".join(text_lines(page))
    folder = PurePosixPath(page.path).parent
    found = {("", label) for label in re.findall(r"\{ref\}`[^`<]*<([\w-]+)>`", text)}
    for address, anchor in re.findall(r"\]\(([^()#\s]+)#([^()\s]+)\)", text):
        whole: list[str] = []
        for part in (folder / address).parts:
            whole = whole[:-1] if part == ".." else [*whole, part]
        found.add(("/".join(whole), anchor))
    return found


def complaint(name: str, anchor: str, notes: Page) -> str:
    """What an answer lacks, or nothing."""
    if not (ROOT / name).is_file():
        return f"there is no page {name}"
    if anchor not in anchors(chapter(name)):
        return f"{name} has no heading or target {anchor!r}"
    if name != NOTES and not {(name, anchor), ("", anchor)} & links(notes):
        return f"{NOTES} has no link to {name}#{anchor}"
    return ""


def test_every_row_is_there() -> None:
    assert len(IDS) == 69
    assert [row[0] for row in TABLE] == IDS


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_row_is_answered(row: list[str]) -> None:
    _, name, anchor = row
    assert complaint(name, anchor, chapter(NOTES)) == ""


def test_no_answer_is_noticed() -> None:
    notes = chapter(NOTES)
    assert complaint("docs/session/gone.md", "flush-to-send-sql", notes) == "there is no page docs/session/gone.md"
    assert "no heading" in complaint("docs/session/flush.md", "flush-to-send-mail", notes)
    assert "no heading" in complaint("docs/start/engine.rst", "lazy-connection", notes)
    assert "no link" in complaint("docs/session/flush.md", "summary", notes)
    assert "no link" in complaint("docs/start/engine.rst", "summary", notes)
