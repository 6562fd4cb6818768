"""Describe a page for the reader's browser, where its snippets run again.

In: a `Page` and its `Record`. Out: plain values for JSON, a cell for each snippet: what it runs,
and what its results are compared with. `livefence/live/cell.py` reads them there.
"""

from collections.abc import Iterator
from typing import Any

from livefence.page import Example, Page, Snippet
from livefence.record import Record, sql
from livefence.run import Outcome, sql_text

__all__ = ["cells", "numbered"]


def numbered(page: Page, record: Record) -> Iterator[tuple[Snippet, tuple[Outcome, ...], str]]:
    """All snippets in the order of their cells, with what they did and the name of their program.

    First come those of the page's own program, then the start, the check and the solution of each
    exercise. The check meets the start, as it does when the reader presses Check.
    """
    for snippet, outcomes in zip(page.snippets, record.outcomes, strict=True):
        yield snippet, outcomes, "page"
    for number, (exercise, (started, solved)) in enumerate(zip(page.exercises, record.exercises, strict=True), 1):
        yield exercise.start, started.outcomes[0], f"exercise {number}"
        yield exercise.check, solved.outcomes[1], f"exercise {number}"
        yield exercise.solution, solved.outcomes[0], f"solution {number}"


def cells(page: Page, record: Record) -> list[dict[str, Any]]:
    """The cells of a page, a cell's number being its place."""
    return [cell(*snippet) for snippet in numbered(page, record)]


def cell(snippet: Snippet, outcomes: tuple[Outcome, ...], program: str) -> dict[str, Any]:
    """A snippet for the browser.

    `program` names the cells that share a namespace. `why` is the reason why the cell can't run
    there, or empty. `sql` and each `promise` are what the chapter shows, else what was recorded.
    """
    shown = snippet.sql.text if snippet.sql else sql_text(sql(outcomes))
    return {
        "program": program,
        "kind": snippet.kind,
        "line": snippet.line,
        "examples": [example(*pair) for pair in zip(snippet.examples, outcomes, strict=False)],
        "sql": shown,
        "why": snippet.skip or snippet.no_browser or "",
    }


def example(example: Example, outcome: Outcome) -> dict[str, Any]:
    """An example for the browser."""
    promise = example.result.text if example.result and example.result.lines else outcome.text
    return {"source": example.source, "line": example.line, "raises": example.raises, "promise": promise}
