"""Record a page: what every snippet did.

In: a `Page`. Out: a `Record` of plain values, which go to JSON and back. A record is a build
product: it is made by a run, never edited and never committed.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from livefence.page import Page
from livefence.run import Outcome, Statement
from livefence.worker import run_page

__all__ = ["LIMIT", "Record", "record", "sql"]

LIMIT = float(os.environ.get("LIVEFENCE_LIMIT", "20"))
"""Seconds that one snippet may take."""


@dataclass(frozen=True)
class Record:
    """What a page did.

    `outcomes` has a tuple for each snippet, with an Outcome for each of its examples; it stops
    after an unexpected exception, and skipped snippets have none. `ended` says why the page stopped
    without one, or is empty. `versions` names what it ran on, `files` the examples it imported.
    """

    path: str
    outcomes: tuple[tuple[Outcome, ...], ...]
    ended: str
    versions: dict[str, str]
    files: tuple[str, ...]


def sql(outcomes: Iterable[Outcome]) -> tuple[Statement, ...]:
    """All that a snippet had its connections do, its examples one after the other."""
    return tuple(statement for outcome in outcomes for statement in outcome.sql)


def record(page: Page, database: str | None = None, limit: float = LIMIT) -> Record:
    """Run a page in a process of its own and note what it did.

    `database` is a URL that takes the place of every SQLite database of the page. Raises
    WorkerError if no page can be run at all.
    """
    ran = [[] if snippet.skip else list(snippet.examples) for snippet in page.snippets]
    answer = run_page(
        {
            "path": page.path,
            "text": page.text,
            "database": database,
            "limit": limit,
            "snippets": [
                [[example.source, example.line, snippet.kind, example.raises] for example in examples]
                for snippet, examples in zip(page.snippets, ran, strict=True)
            ],
        }
    )
    return from_plain({"path": page.path, "snippets": [len(examples) for examples in ran], **answer})


def from_plain(answer: dict[str, Any]) -> Record:
    """The record that plain values describe."""
    outcomes = iter(answer["outcomes"])
    found = []
    for count in answer["snippets"]:
        found.append(tuple(outcome(plain) for _, plain in zip(range(count), outcomes, strict=False)))
    return Record(answer["path"], tuple(found), answer["ended"], answer["versions"], tuple(answer["files"]))


def outcome(plain: dict[str, Any]) -> Outcome:
    """The outcome that plain values describe."""
    sql = tuple(Statement(**statement) for statement in plain["sql"])
    return Outcome(**{**plain, "values": tuple(plain["values"]), "sql": sql})
