"""Each error has an address that never changes, its message in its heading, and a row in the table of errors.

`cases/addresses.txt` holds the addresses, `errors/PAGE#TARGET`, each of a target above a heading. Links and searches
lead there from outside, so an address that is in the list stays; for a new entry a line is added.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from livefence.page import Page
from livefence.read import read
from tests.test_errata import text_lines

DOCS = Path(__file__).parent.parent / "docs"
PAGES = sorted(path.stem for path in (DOCS / "errors").glob("*.md") if path.stem != "index")
ADDRESSES = (DOCS.parent / "tests/cases/addresses.txt").read_text().splitlines()
TABLE = (DOCS / "errors/index.md").read_text()
# Their messages are the name that the program asked for, any warning, and none.
SPEECHLESS = ("nosuchtableerror", "attributeerror-row", "sawarning-as-error", "no-error-row-gone")


@dataclass(frozen=True)
class Entry:
    """A section of an error page: its target if it has one, its heading, its text, and the results it shows."""

    page: str
    target: str
    heading: str
    text: str
    shown: tuple[str, ...]

    @property
    def address(self) -> str:
        return f"errors/{self.page}#{self.target}"


def entries(page: Page) -> Iterator[Entry]:
    """The entries of a page, in their order."""
    lines = text_lines(page)
    starts = [number for number, line in enumerate(lines) if line.startswith("## ")]
    for start, end in pairwise([*starts, len(lines)]):
        above = next((line for line in reversed(lines[:start]) if line), "")
        target = re.fullmatch(r"\(([\w-]+)\)=", above)
        shown = [
            line
            for snippet in page.snippets
            if start < snippet.line <= end
            for example in snippet.examples
            if example.result
            for line in example.result.lines
        ]
        text = "\n".join(lines[start + 1 : end])
        yield Entry(Path(page.path).stem, target[1] if target else "", lines[start][3:], text, tuple(shown))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def complaint(entry: Entry, addresses: list[str], table: str) -> str:
    """What an entry lacks, or nothing."""
    if not entry.target:
        return f"{entry.heading!r} has no target above it"
    if entry.address not in addresses:
        return f"{entry.address} is not in the list of addresses"
    name, _, heart = entry.heading.replace("`", "").partition(": ")
    rows = re.findall(r"^\| `?([\w ]+?)`? \| \{ref\}`[^`]* <([\w-]+)>` \|$", table, re.MULTILINE)
    if (name if heart else "No error", entry.target) not in rows:
        return f"{entry.address} is not in the table of errors"
    if not re.search(r"\]\(\.\./[\w/-]+\.md#[\w-]+\)|\{ref\}`[^`<]*<[\w-]+>`", entry.text):
        return f"{entry.address} leads to no section of a chapter"
    if entry.target in SPEECHLESS:
        return ""
    messages = [set(words(line)) for line in entry.shown if re.search(rf"\b{name}\b", line)]
    if not messages:
        return f"{entry.address} shows no {name}"
    said = words(heart.partition(", ")[0])
    if not any(2 * sum(word in message for word in said) >= len(said) for message in messages):
        return f"{entry.address} has a heading that is not its message"
    return ""


def lost(addresses: list[str], found: set[str]) -> list[str]:
    """The addresses that lead nowhere."""
    return [address for address in addresses if address not in found]


def chapter(name: str) -> Page:
    return read(DOCS / f"errors/{name}.md", f"docs/errors/{name}.md")


def test_every_address_is_there() -> None:
    assert len(ADDRESSES) == len(set(ADDRESSES)) >= 45
    assert lost(ADDRESSES, {entry.address for name in PAGES for entry in entries(chapter(name))}) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_entry_is_found(name: str) -> None:
    found = list(entries(chapter(name)))
    assert found
    assert [said for entry in found if (said := complaint(entry, ADDRESSES, TABLE))] == []


GOOD = """\
(nosuchmoduleerror)=

## `NoSuchModuleError`: can't load plugin

```pycon
>>> create_engine("postgres://db/shop")
Traceback (most recent call last):
  ...
sqlalchemy.exc.NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres
```

More stands in [Spell the dialect](../start/engine.md#spell-the-dialect).
"""
LIST = ["errors/page#nosuchmoduleerror"]
ROW = "| `NoSuchModuleError` | {ref}`Can't load plugin <nosuchmoduleerror>` |"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("", "", ""),
        ("(nosuchmoduleerror)=", "", "no target above it"),
        ("(nosuchmoduleerror)=", "(nosuchmodule)=", "not in the list"),
        ("## `NoSuchModuleError`", "## `NoSuchTableError`", "not in the table"),
        ("engine.md#spell-the-dialect", "engine.md", "no section of a chapter"),
        ("exc.NoSuchModuleError:", "exc.ArgumentError:", "shows no NoSuchModuleError"),
        ("can't load plugin\n", "misspelt name of a database\n", "not its message"),
    ],
)
def test_what_is_missing_is_noticed(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "page.md"
    path.write_text(GOOD.replace(old, new) if old else GOOD)
    [entry] = entries(read(path, "page.md"))
    found = complaint(entry, LIST, ROW)
    assert said in found
    assert bool(said) == bool(found)
    assert lost(LIST, {entry.address}) == ([] if entry.target == "nosuchmoduleerror" else LIST)
