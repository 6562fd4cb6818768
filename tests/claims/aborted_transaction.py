"""PostgreSQL refuses each statement after one that failed, until a rollback; the class of that depends on the driver."""

import asyncio

from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError, InternalError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

DRIVERS = ["postgresql+psycopg", "postgresql+asyncpg"]


async def fail(session: AsyncSession, sql: str) -> DBAPIError | None:
    try:
        await session.execute(text(sql))
    except DBAPIError as error:
        return error
    return None


async def refused(url: URL) -> tuple[DBAPIError | None, int | None]:
    """What came of a statement after a failed one, and of one after the rollback."""
    engine = create_async_engine(url)
    async with AsyncSession(engine) as session:
        await fail(session, "SELECT 1 / 0")
        second = await fail(session, "SELECT 1")
        await session.rollback()
        third = await session.scalar(text("SELECT 1"))
    await engine.dispose()
    return second, third


def prove(url: URL) -> None:
    error, after = asyncio.run(refused(url))

    assert type(error) is (DBAPIError if url.drivername.endswith("asyncpg") else InternalError)
    assert "current transaction is aborted" in str(error.orig)
    assert getattr(error.orig, "sqlstate", None) == "25P02"
    assert after == 1
