"""Under asyncpg a flush of several rows does not miss one that was deleted, unless the rows have a version."""

import asyncio

from sqlalchemy import URL, delete
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.orm.exc import StaleDataError

DRIVERS = ["postgresql+asyncpg"]


class Base(DeclarativeBase):
    pass


class Plain(Base):
    __tablename__ = "plain"

    id: Mapped[int] = mapped_column(primary_key=True)
    stock: Mapped[int]


class Versioned(Base):
    __tablename__ = "versioned"

    id: Mapped[int] = mapped_column(primary_key=True)
    stock: Mapped[int]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- as SQLAlchemy declares it


def prove(url: URL) -> None:
    assert asyncio.run(noticed(url)) == [True, False, True]


async def noticed(url: URL) -> list[bool]:
    """Whether the flush of one plain row, of two, and of two with a version notices that one of them is gone."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    seen = [await notices(engine, Plain, 1), await notices(engine, Plain, 2), await notices(engine, Versioned, 2)]
    await engine.dispose()
    return seen


async def notices(engine: AsyncEngine, kind: type[Plain] | type[Versioned], count: int) -> bool:
    async with AsyncSession(engine) as session, AsyncSession(engine) as other:
        rows = [kind(stock=1) for _ in range(count)]
        session.add_all(rows)
        await session.commit()
        for row in rows:
            await session.refresh(row)
        await other.execute(delete(kind).where(kind.id == rows[0].id))
        await other.commit()
        for row in rows:
            row.stock = 2
        try:
            await session.commit()
        except StaleDataError:
            return True
        return False
