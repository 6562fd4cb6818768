"""A lazy load under asyncio: a bare MissingGreenlet or one in a StatementError, by driver; and what avoids it."""

import asyncio
import warnings
from datetime import datetime

from sqlalchemy import URL, ForeignKey, func
from sqlalchemy.exc import MissingGreenlet, SQLAlchemyError, StatementError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship, selectinload

DRIVERS = ["postgresql+asyncpg", "postgresql+psycopg", "mysql+asyncmy", "mysql+aiomysql"]


class Base(DeclarativeBase):
    pass


class Order(Base):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))


class Customer(Base):
    __tablename__ = "customers"
    __mapper_args__ = {"eager_defaults": True}  # noqa: RUF012
    id: Mapped[int] = mapped_column(primary_key=True)
    age: Mapped[int]
    changed: Mapped[datetime | None] = mapped_column(onupdate=func.now())
    orders: Mapped[list[Order]] = relationship()


async def look(url: URL) -> tuple[SQLAlchemyError | None, int, datetime | None]:
    """What a lazy load raises, the orders that were loaded along, and the time that an UPDATE has set."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(engine, expire_on_commit=False) as session:
        session.add(Customer(id=1, age=30))
        await session.commit()
    error = None
    async with AsyncSession(engine, expire_on_commit=False) as session:
        mira = await session.get_one(Customer, 1)
        try:
            list(mira.orders)
        except SQLAlchemyError as raised:
            error = raised
        eager = [selectinload(Customer.orders)]
        mira = await session.get_one(Customer, 1, options=eager, populate_existing=True)
        mira.age = 31
        await session.commit()
        found = len(mira.orders), mira.changed
    await engine.dispose()
    return error, *found


def prove(url: URL) -> None:
    warnings.filterwarnings("ignore", "coroutine .* was never awaited")
    error, orders, changed = asyncio.run(look(url))

    if url.drivername.endswith("asyncpg"):
        assert type(error) is MissingGreenlet
    else:
        assert type(error) is StatementError
        assert type(error.orig) is MissingGreenlet
    assert orders == 0
    assert changed
