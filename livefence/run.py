"""Run a page's examples.

In: source, one example after the other. Out: an `Outcome` for each. This file imports the standard
library and SQLAlchemy, nothing else: the reader's browser loads the same file.
"""

import __future__

import gc
import io
import linecache
import platform
import re
import sqlite3
import sys
import traceback
import types
import warnings
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import Any

import sqlalchemy
from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event, exc
from sqlalchemy.engine import url as engine_url
from sqlalchemy.orm import close_all_sessions

__all__ = ["Outcome", "Program", "Statement", "sql_text", "versions"]

SHOWN_ROWS = 10
TRACEBACK = "Traceback (most recent call last):\n  ...\n"
PROMPT = re.compile(r"^[ \t>]*(>>>|\.\.\.) ")
FUTURES = sum({getattr(__future__, name).compiler_flag for name in __future__.all_feature_names})


@dataclass(frozen=True)
class Statement:
    """What a connection was told: SQL as it was emitted, or BEGIN, COMMIT, ROLLBACK, SAVEPOINT.

    `parameters` is their repr, or empty. `rows` is the number of parameter sets of an executemany.
    """

    sql: str
    parameters: str = ""
    rows: int = 0


@dataclass(frozen=True)
class Outcome:
    """What one example did.

    `output` is all that it wrote, `values` the reprs among it that a console shows. `error` is the
    exception with its message, or empty; `frames` is where it was raised, for the author.
    """

    output: str
    values: tuple[str, ...]
    error: str
    frames: str
    sql: tuple[Statement, ...]

    @property
    def text(self) -> str:
        """What a console shows, the stack of a traceback left out, without a newline at the end."""
        shown = self.output + (TRACEBACK + self.error if self.error else "")
        return "\n".join(line.rstrip() for line in shown.rstrip().split("\n"))


class Program:
    """One page while it runs: its namespace, which is that of the module `__main__`.

    A process runs one page and ends, so nothing of it can reach another. `database` is a URL to
    use wherever the page names an SQLite database; its tables are dropped first.
    """

    def __init__(self, path: str, text: str = "", database: str | None = None) -> None:
        self.path = path
        self.module = types.ModuleType("__main__")
        self.console = io.StringIO()
        self.statements: list[Statement] = []
        self.values: list[str] = []
        self.engines: set[Engine] = set()
        self.futures = 0
        gc.set_threshold(100_000)  # It collects between examples, not in the middle of one.
        sys.modules["__main__"] = self.module
        sys.displayhook, warnings.showwarning = self.display, self.warn  # type: ignore[assignment]
        for category in (exc.SAWarning, exc.SADeprecationWarning):
            warnings.simplefilter("always", category)
        linecache.cache[path] = (0, None, [PROMPT.sub("", line) for line in text.splitlines(keepends=True)], path)
        if database:
            replace_sqlite(database)
        listen(self)

    def close(self) -> None:
        """Close every Session and dispose of every Engine that the page left open."""
        close_all_sessions()
        for engine in self.engines:
            engine.dispose(close=not engine.dialect.is_async)

    def run(self, source: str, line: int, kind: str) -> Outcome:
        """Run one example, which starts at a line of its chapter; `kind` is `python` or `pycon`.

        Never raises: whatever the example raises, also SystemExit, is in the outcome.
        """
        self.console.seek(0)
        self.console.truncate()
        self.statements.clear()
        self.values.clear()
        error = frames = ""
        with redirect_stdout(self.console), redirect_stderr(self.console):
            try:
                exec(self.compile(source, line, "single" if kind == "pycon" else "exec"), self.module.__dict__)
            except BaseException as raised:
                error, frames = self.explain(raised)
            gc.collect(0)  # What a finalizer says belongs to the example that made its object.
        return Outcome(self.console.getvalue(), tuple(self.values), error, frames, tuple(self.statements))

    def compile(self, source: str, line: int, mode: str) -> types.CodeType:
        """Compile as a console does, line numbers true to the chapter, `__future__` kept."""
        code: types.CodeType = compile("\n" * (line - 1) + source, self.path, mode, self.futures, dont_inherit=True)
        self.futures |= code.co_flags & FUTURES
        return code

    def explain(self, raised: BaseException) -> tuple[str, str]:
        """The last part of the traceback, and the page's frames without carets, which differ between Pythons."""
        last = "".join(traceback.format_exception_only(raised)).rstrip()
        if isinstance(raised, SyntaxError):
            return last.splitlines()[-1], f'  File "{self.path}", line {raised.lineno}'
        frames = [frame for frame in traceback.extract_tb(raised.__traceback__) if frame.filename == self.path]
        return last, "".join(traceback.format_list([tuple(frame) for frame in frames])).rstrip()

    def display(self, value: object) -> None:
        """Show a value as a console does. `_` is not set: it would keep the object alive."""
        if value is not None:
            self.values.append(repr(value))
            print(self.values[-1])

    def warn(self, message: Warning | str, category: type[Warning], *_: object) -> None:
        """Show a warning where the reader sees it, without the address of the file."""
        print(f"{category.__name__}: {message}", file=self.console)


def replace_sqlite(database: str) -> None:
    """Point every SQLite URL to another database, emptied; `create_engine` has no setting for it."""
    make_url = engine_url.make_url
    target = make_url(database)

    def replaced(url: str | URL, **options: bool) -> URL:
        named = make_url(url, **options)
        return target if named.get_backend_name() == "sqlite" else named

    engine, tables = create_engine(target), MetaData()
    tables.reflect(engine)
    tables.drop_all(engine)
    engine.dispose()
    engine_url.make_url = replaced  # type: ignore[assignment]


def listen(program: Program) -> None:
    """Note what all Engines emit; an AsyncEngine emits the events of the Engine within it."""

    def note(connection: Connection, sql: str, parameters: str = "", rows: int = 0) -> None:
        program.engines.add(connection.engine)
        program.statements.append(Statement(sql, parameters, rows))

    def before_cursor_execute(
        connection: Connection, cursor: object, sql: str, parameters: Any, context: object, executemany: bool
    ) -> None:
        # Inserts that return their keys one by one are an executemany to SQLAlchemy, not to the driver.
        many = executemany and isinstance(parameters, list)
        shown = repr(parameters[:SHOWN_ROWS] if many else parameters) if parameters else ""
        note(connection, clean(sql), shown, len(parameters) if many else 0)

    event.listen(Engine, "before_cursor_execute", before_cursor_execute)
    event.listen(Engine, "begin", lambda connection: note(connection, "BEGIN (implicit)"))
    event.listen(Engine, "commit", lambda connection: note(connection, "COMMIT"))
    event.listen(Engine, "rollback", lambda connection: note(connection, "ROLLBACK"))


def clean(sql: str) -> str:
    """SQL as it was emitted, less blanks at the ends of its lines; a tab is four blanks."""
    return "\n".join(line.rstrip() for line in sql.expandtabs(4).strip().split("\n"))


def sql_text(statements: tuple[Statement, ...]) -> str:
    """Statements as a page shows them, the parameters of each in a comment under it."""
    lines = []
    for statement in statements:
        lines.append(statement.sql)
        if statement.rows:
            cut = f", the first {SHOWN_ROWS}" if statement.rows > SHOWN_ROWS else ""
            lines.append(f"-- executemany, {statement.rows} rows{cut}: {statement.parameters}")
        elif statement.parameters:
            lines.append(f"-- {statement.parameters}")
    return "\n".join(lines)


def versions() -> dict[str, str]:
    """The versions of what runs a page, by name."""
    return {"SQLAlchemy": sqlalchemy.__version__, "Python": platform.python_version(), "SQLite": sqlite3.sqlite_version}
