"""A bulk UPDATE by key does not miss a row under asyncpg, and the keys that are not there can be asked for first."""

import asyncio

from sqlalchemy import URL, create_engine, select, update
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from examples.shop import Item, open_shop

DRIVERS = ["postgresql+asyncpg"]
ROWS = [{"id": 2, "stock": 61}, {"id": 99, "stock": 1}]


def prove(url: URL) -> None:
    engine = create_engine(url.set(drivername="postgresql+psycopg"))
    open_shop(engine)
    engine.dispose()
    missing, stock = asyncio.run(updated(url))

    assert (missing, stock) == ({99}, 61)


async def updated(url: URL) -> tuple[set[int], int | None]:
    """The keys without a row, and the stock of item 2 once an update of both has passed without an error."""
    engine = create_async_engine(url)
    keys = [row["id"] for row in ROWS]
    async with AsyncSession(engine) as session:
        there = select(Item.id).where(Item.id.in_(keys)).with_for_update()
        missing = set(keys) - set(await session.scalars(there))
        await session.execute(update(Item), ROWS)
        await session.commit()
        stock = await session.scalar(select(Item.stock).where(Item.id == 2))
    await engine.dispose()
    return missing, stock
