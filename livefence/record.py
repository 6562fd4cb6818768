"""Record a page: what every snippet did.

In: a `Page`. Out: a `Record` of plain values, which go to JSON and back. A record is a build
product: it is made by a run, never edited and never committed.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from livefence.page import Page, Snippet
from livefence.run import Outcome, Statement
from livefence.worker import run_page

__all__ = ["LIMIT", "Record", "record", "shown", "sql"]

LIMIT = float(os.environ.get("LIVEFENCE_LIMIT", "120"))
"""Seconds that one snippet may compute; how long it takes depends on what else runs."""


@dataclass(frozen=True)
class Record:
    """What a page did.

    `outcomes` has a tuple for each snippet, with an Outcome for each of its examples; it stops
    after an unexpected exception, and skipped snippets have none. `ended` says why the page stopped
    without one, or is empty. `versions` names what it ran on, `files` the examples it imported.
    `exercises` has for each exercise the Records of its start and of its solution, with the check.
    """

    path: str
    outcomes: tuple[tuple[Outcome, ...], ...]
    ended: str
    versions: dict[str, str]
    files: tuple[str, ...]
    exercises: tuple[tuple["Record", "Record"], ...] = ()


def sql(outcomes: Iterable[Outcome]) -> tuple[Statement, ...]:
    """All that a snippet had its connections do, its examples one after the other."""
    return tuple(statement for outcome in outcomes for statement in outcome.sql)


def shown(page: Page, record: Record) -> Iterator[tuple[Snippet, tuple[Outcome, ...]]]:
    """Each snippet whose results the chapter shows, with what it did."""
    outcomes = [*record.outcomes, *(run.outcomes[0] for runs in record.exercises for run in runs)]
    yield from zip(page.shown(), outcomes, strict=True)


def record(page: Page, database: str | None = None, limit: float = LIMIT) -> Record:
    """Run a page and note what it did; it and each run of an exercise have a process of their own.

    `database` is a URL that takes the place of every SQLite database of the page. Raises
    WorkerError if no page can be run at all.
    """
    own, *others = [record_program(program, database, limit) for program in page.programs()]
    files = {file for one in (own, *others) for file in one.files}
    exercises = zip(others[::2], others[1::2], strict=True)
    return replace(own, files=tuple(sorted(files)), exercises=tuple(exercises))


def record_program(page: Page, database: str | None, limit: float) -> Record:
    """Run the snippets of a page."""
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
