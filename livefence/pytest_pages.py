"""Test pages with pytest: one item for a chapter, which shows every failing snippet of it.

In: the chapters under `docs/`. Out: items that run in any order and in parallel, and at the end of
the run what was checked and what was skipped.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from livefence.check import check, report
from livefence.page import Page
from livefence.read import SUFFIXES, ChapterError, read
from livefence.record import Record, record, shown, sql


class PageFailure(Exception):
    """A page that is not true; the message is the report for its author."""


class PageItem(pytest.Item):
    """A chapter as a test."""

    def runtest(self) -> None:
        """Read, run and check the chapter."""
        name = str(self.path.relative_to(self.config.rootpath))
        try:
            page = read(self.path, name)
        except ChapterError as error:
            raise PageFailure(str(error)) from None
        database = self.config.getoption("--database")
        came = record(page, database)
        failures = check(page, came)
        if failures:
            raise PageFailure(report(page, failures))
        self.user_properties.append(("page", count(page, came)))
        self.user_properties.append(("skips", skips(page)))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The report alone, without a traceback of ours."""
        if isinstance(excinfo.value, PageFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the item is."""
        return self.path, 0, str(self.path.relative_to(self.config.rootpath))


class PageFile(pytest.File):
    """A chapter as a collector of its one item."""

    def collect(self) -> Iterable[pytest.Item]:
        """The item."""
        yield PageItem.from_parent(self, name="page")


def count(page: Page, came: Record) -> dict[str, int]:
    """What was run and checked on a page."""
    slots = [slot for slot in page.slots() if slot.lines]
    ran = list(shown(page, came))
    fences = [outcomes for snippet, outcomes in ran if snippet.sql]
    return {
        "pages": 1,
        "snippets": len([snippet for snippet, _ in ran if not snippet.skip]) + len(page.exercises),
        "exercises": len(page.exercises),
        "results": len(slots) - len(fences),
        "fences": len(fences),
        "statements": sum(len(sql(outcomes)) for outcomes in fences),
        "recorded": sum(len(sql(outcomes)) for _, outcomes in ran),
    }


def skips(page: Page) -> list[str]:
    """The skipped snippets of a page, a line each."""
    return [f"{page.path}:{snippet.line}: {snippet.skip}" for snippet in page.snippets if snippet.skip]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database URL`: run the pages there, in place of SQLite."""
    parser.addoption("--database", help="URL of a database to run every page on, in place of SQLite")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Chapters are the MyST and reStructuredText files under `docs/`."""
    if file_path.suffix in SUFFIXES and parent.config.rootpath / "docs" in file_path.parents:
        return PageFile.from_parent(parent, path=file_path)
    return None


def properties(reporter: Any) -> Iterator[tuple[str, Any]]:
    """What the pages that passed noted of themselves, also those of other processes."""
    for passed in reporter.getreports("passed"):
        if passed.when == "call":
            yield from passed.user_properties


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say what was checked, and list the skips."""
    found = list(properties(terminalreporter))
    totals = sum((Counter(value) for name, value in found if name == "page"), Counter())
    if not totals:
        return
    summary = (
        "{pages} pages: {snippets} snippets ran, {results} results and outputs checked, "
        "{statements} SQL statements in {fences} open fences checked, {recorded} recorded, {exercises} exercises"
    )
    terminalreporter.write_line(summary.format_map(totals))
    lines = sorted(line for name, value in found if name == "skips" for line in value)
    terminalreporter.write_line("\n".join([f"skipped snippets: {len(lines)}", *lines]))
