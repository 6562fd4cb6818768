"""A deadlock has a class for each driver and an SQLSTATE for each database; one order of locks or a retry ends it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from sqlalchemy import URL, Engine, create_engine, select
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

DRIVERS = ["postgresql+psycopg", "postgresql+psycopg2", "postgresql+asyncpg", "mysql+pymysql"]


class Base(DeclarativeBase):
    pass


class Shelf(Base):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    places: Mapped[int]


def taken(engine: Engine, order: tuple[int, int], meet: Callable[[], object]) -> None:
    """Take a place of two shelves, in this order, and meet the other transaction between them."""
    with Session(engine) as session, session.begin():
        session.get_one(Shelf, order[0], with_for_update=True).places -= 1
        session.flush()
        meet()
        session.get_one(Shelf, order[1], with_for_update=True).places -= 1


def tried(engine: Engine, order: tuple[int, int], meet: Callable[[], object]) -> DBAPIError | None:
    try:
        taken(engine, order, meet)
    except DBAPIError as error:
        return error
    return None


def together(engine: Engine, orders: list[tuple[int, int]], meet: Callable[[], object]) -> list[DBAPIError]:
    """Two transactions at once; the errors that came."""
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda order: tried(engine, order, meet), orders))
    return [error for error in found if error]


async def deadlock(engine: AsyncEngine) -> list[DBAPIError]:
    """The same in two tasks."""
    both = asyncio.Barrier(2)
    errors = []

    async def take(order: tuple[int, int]) -> None:
        try:
            async with AsyncSession(engine) as session, session.begin():
                await session.get_one(Shelf, order[0], with_for_update=True)
                await both.wait()
                await session.get_one(Shelf, order[1], with_for_update=True)
        except DBAPIError as error:
            errors.append(error)

    await asyncio.gather(take((1, 2)), take((2, 1)))
    await engine.dispose()
    return errors


def prove(url: URL) -> None:
    both = Barrier(2)

    def meet_if_possible() -> None:
        """Wait for the other transaction, which can't come if it waits for our lock."""
        with suppress(BrokenBarrierError):
            both.wait(0.3)

    plain = url.set(drivername=url.drivername.replace("asyncpg", "psycopg"))
    engine = create_engine(plain)
    Base.metadata.create_all(engine)
    with Session(engine) as session, session.begin():
        session.add_all([Shelf(id=1, places=9), Shelf(id=2, places=9)])
    if url.drivername.endswith("asyncpg"):
        [error] = asyncio.run(deadlock(create_async_engine(url)))
        assert type(error) is DBAPIError
    else:
        [error] = together(engine, [(1, 2), (2, 1)], both.wait)
        assert type(error) is OperationalError
        taken(engine, (2, 1), bool)  # The second try.
        assert together(engine, [(1, 2), (1, 2)], meet_if_possible) == []
        with Session(engine) as session:
            assert session.scalars(select(Shelf.places)).all() == [5, 5]
    engine.dispose()

    attribute = "pgcode" if url.drivername.endswith("psycopg2") else "sqlstate"
    state = "40001" if url.get_backend_name() == "mysql" else "40P01"
    assert getattr(error.orig, attribute) == state
    assert attribute == "sqlstate" or not hasattr(error.orig, "sqlstate")
