"""The page's own `may_retry()` tells a deadlock and a lock from a typo, whatever class the driver's exception has."""

import asyncio
import sqlite3
from collections.abc import Awaitable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import URL, create_engine, select, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop
from livefence.read import read

DRIVERS = [
    "postgresql+psycopg",
    "postgresql+psycopg2",
    "postgresql+asyncpg",
    "mysql+pymysql",
    "mysql+aiomysql",
    "mysql+asyncmy",
]
PAGE = Path(__file__).parents[2] / "docs/practice/concurrency.md"
WHO = {"postgresql": "SELECT pg_backend_pid()", "mysql": "SELECT connection_id()"}
KILL = {"postgresql": "SELECT pg_terminate_backend({})", "mysql": "KILL {}"}


def prove(url: URL) -> None:
    dialect, driver = url.get_backend_name(), url.drivername.partition("+")[2]
    engine = create_engine(url.set(drivername={"mysql": "mysql+pymysql", "postgresql": "postgresql+psycopg"}[dialect]))
    open_shop(engine)
    engine.dispose()
    errors = asyncio.run(awaited(url)) if driver in ("asyncpg", "aiomysql", "asyncmy") else threaded(url)
    names: dict[str, Any] = {"sqlite3": sqlite3, "DBAPIError": DBAPIError}
    exec(
        next(one.source for snippet in read(PAGE).snippets for one in snippet.examples if "may_retry(" in one.source),
        names,
    )

    told = {name: names["may_retry"](error) for name, error in errors.items()}
    changed = {"changed": True} if dialect == "mysql" else {}
    assert told == {"deadlock": True, "nowait": True, "typo": False, "lost": False, **changed}, told
    assert errors["lost"].connection_invalidated
    kinds = [type(errors[name]) for name in ("deadlock", "lost", "typo")]
    assert kinds == [
        *([DBAPIError, InterfaceError] if driver == "asyncpg" else [OperationalError] * 2),
        ProgrammingError,
    ]


def threaded(url: URL) -> dict[str, DBAPIError]:
    """The error of a deadlock, of NOWAIT, of a misspelt table, and of a connection that was ended."""
    errors: dict[str, DBAPIError] = {}
    engine = create_engine(url)

    def cross(session: Session, key: int) -> None:
        try:
            session.get_one(Item, key, with_for_update=True)
        except DBAPIError as error:
            errors["deadlock"] = error
        finally:
            session.rollback()

    with Session(engine) as one, Session(engine) as two, ThreadPoolExecutor() as pool:
        one.get_one(Item, 1, with_for_update=True)
        two.get_one(Item, 2, with_for_update=True)
        first = pool.submit(cross, one, 2)
        cross(two, 1)
        first.result()
        one.get_one(Item, 1, with_for_update=True)
        try:
            two.scalars(select(Item).with_for_update(nowait=True)).all()
        except DBAPIError as error:
            errors["nowait"] = error
        two.rollback()
        try:
            two.execute(text("UPDATE itms SET stock = 0"))
        except DBAPIError as error:
            errors["typo"] = error
        two.rollback()
        if url.get_backend_name() == "mysql":
            try:
                change_what_another_read(one, two)
            except DBAPIError as error:
                errors["changed"] = error
            two.rollback()
        number = one.scalar(text(WHO[url.get_backend_name()]))
        two.execute(text(KILL[url.get_backend_name()].format(number)))
        sleep(0.1)
        try:
            one.scalar(select(Item.id))
        except DBAPIError as error:
            errors["lost"] = error
    engine.dispose()
    return errors


def change_what_another_read(one: Session, two: Session) -> None:
    """One Session reads a row, the other one changes it, and the first one writes it."""
    one.rollback()
    two.execute(text("SET SESSION innodb_snapshot_isolation = ON"))
    two.scalar(text("SELECT stock FROM items WHERE id = 1"))
    one.execute(text("UPDATE items SET stock = stock - 1 WHERE id = 1"))
    one.commit()
    two.execute(text("UPDATE items SET stock = stock - 1 WHERE id = 1"))


async def awaited(url: URL) -> dict[str, DBAPIError]:
    """The same errors with asyncio."""
    errors: dict[str, DBAPIError] = {}
    engine = create_async_engine(url)

    async def note(name: str, work: Awaitable[object], session: AsyncSession) -> None:
        try:
            await work
        except DBAPIError as error:
            errors[name] = error
        finally:
            await session.rollback()

    async with AsyncSession(engine) as one, AsyncSession(engine) as two:
        await one.get_one(Item, 1, with_for_update=True)
        await two.get_one(Item, 2, with_for_update=True)
        await asyncio.gather(
            note("deadlock", one.get_one(Item, 2, with_for_update=True), one),
            note("deadlock", two.get_one(Item, 1, with_for_update=True), two),
        )
        await one.get_one(Item, 1, with_for_update=True)
        await note("nowait", two.scalars(select(Item).with_for_update(nowait=True)), two)
        await note("typo", two.execute(text("UPDATE itms SET stock = 0")), two)
        if url.get_backend_name() == "mysql":
            await one.rollback()
            await two.execute(text("SET SESSION innodb_snapshot_isolation = ON"))
            await two.scalar(text("SELECT stock FROM items WHERE id = 1"))
            await one.execute(text("UPDATE items SET stock = stock - 1 WHERE id = 1"))
            await one.commit()
            await note("changed", two.execute(text("UPDATE items SET stock = stock - 1 WHERE id = 1")), two)
        number = await one.scalar(text(WHO[url.get_backend_name()]))
        await two.execute(text(KILL[url.get_backend_name()].format(number)))
        await asyncio.sleep(0.1)
        await note("lost", one.scalar(select(Item.id)), one)
    await engine.dispose()
    return errors
