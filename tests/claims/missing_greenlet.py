"""A lazy load under asyncio: a bare MissingGreenlet or one in a StatementError, by driver; and what avoids it."""

import asyncio
import warnings
from datetime import datetime

from sqlalchemy import URL, ForeignKey, event, func
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


async def look(url: URL) -> tuple[SQLAlchemyError | None, int, datetime | None, list[str]]:
    """What a lazy load raises, the orders that were loaded along, the time that an UPDATE has set, and its SQL."""
    engine = create_async_engine(url)
    sent: list[str] = []

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def note(_: object, __: object, statement: str, *rest: object) -> None:
        sent.append(statement)

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
        sent.clear()
        await session.commit()
        found = len(mira.orders), mira.changed, sent
    await engine.dispose()
    return error, *found


def prove(url: URL) -> None:
    warnings.filterwarnings("ignore", "coroutine .* was never awaited")
    error, orders, changed, sent = asyncio.run(look(url))

    if url.drivername.endswith("asyncpg"):
        assert type(error) is MissingGreenlet
    else:
        assert type(error) is StatementError
        assert type(error.orig) is MissingGreenlet
    assert [statement.split()[0] for statement in sent] == ["UPDATE"] + ["SELECT"] * (url.get_backend_name() == "mysql")
    assert ("RETURNING" in sent[0]) == (url.get_backend_name() == "postgresql")
    assert orders == 0
    assert changed
