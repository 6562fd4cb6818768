"""While a result is read with yield_per, MySQL's drivers lose its rest to another statement; pages by key lose nothing."""

import asyncio
import warnings
from collections.abc import Iterator

from sqlalchemy import URL, Select, create_engine, insert, select
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import Session, selectinload

from examples.shop import Item, open_shop

DRIVERS = [
    "mysql+pymysql",
    "mysql+aiomysql",
    "mysql+asyncmy",
    "postgresql+psycopg",
    "postgresql+psycopg_async",
    "postgresql+asyncpg",
]
EVERY = select(Item).order_by(Item.id)
WARNING = "Previous unbuffered result was left incomplete"
BATCHES = EVERY.execution_options(yield_per=100)


def prove(url: URL) -> None:
    sync = {"mysql": "mysql+pymysql", "postgresql": "postgresql+psycopg"}[url.get_backend_name()]
    engine = create_engine(url.set(drivername=sync))
    open_shop(engine)
    with Session(engine) as session, session.begin():
        session.execute(insert(Item), [{"name": f"Spoon {number}", "price": 1} for number in range(2000)])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if url.drivername == sync:
            with Session(engine) as session:
                seen = [selected(session), lazy(session), flushed(session)]
                with session.connection().execute(BATCHES) as result:
                    kind = type(result.cursor).__name__
                assert kind == {"mysql": "SSCursor", "postgresql": "ServerCursor"}[url.get_backend_name()]
                paged = list(in_pages(session))
        else:
            seen, paged = asyncio.run(streamed(url))
    engine.dispose()

    lost = url.get_backend_name() == "mysql"
    assert set(seen) == {100 if lost else 2004}, seen
    assert {str(one.message) for one in caught} == ({WARNING} if lost else set())
    assert (len(paged), len(set(paged)), sum(tags for _, tags in paged)) == (2004, 2004, 4)


def selected(session: Session) -> int:
    return sum(1 for _ in session.scalars(BATCHES.options(selectinload(Item.tags))))


def lazy(session: Session) -> int:
    return sum(1 + 0 * len(item.tags) for item in session.scalars(BATCHES))


def flushed(session: Session) -> int:
    count = 0
    for item in session.scalars(BATCHES):
        count += 1
        item.stock = count
        if count % 100 == 0:
            session.flush()
    session.rollback()
    return count


def in_pages(session: Session) -> Iterator[tuple[int, int]]:
    """The key of each item and how many tags it has."""
    page: Select[Item] = EVERY.limit(100).options(selectinload(Item.tags))
    last = 0
    while found := session.scalars(page.where(Item.id > last)).all():
        yield from [(item.id, len(item.tags)) for item in found]
        last = found[-1].id
        session.commit()


async def streamed(url: URL) -> tuple[list[int], list[tuple[int, int]]]:
    engine = create_async_engine(url)
    seen = []
    for other in (True, False):
        async with AsyncSession(engine) as session:
            query = BATCHES.options(selectinload(Item.tags)) if other else BATCHES
            count = 0
            async for _ in await session.stream_scalars(query):
                count += 1
                if not other and count == 1:
                    await session.scalar(select(1))
            seen.append(count)
    async with AsyncSession(engine) as session:
        paged = await session.run_sync(lambda plain: list(in_pages(plain)))
    await engine.dispose()
    return seen, paged
