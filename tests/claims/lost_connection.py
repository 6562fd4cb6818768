"""The class of a lost connection depends on the driver, and `connection_invalidated` is true with each."""

import asyncio
from typing import Any

from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.ext.asyncio import create_async_engine

DRIVERS = ["postgresql+psycopg", "postgresql+psycopg2", "postgresql+asyncpg", "mysql+pymysql"]
WHO = {"postgresql": "SELECT pg_backend_pid()", "mysql": "SELECT connection_id()"}
END = {"postgresql": "SELECT pg_terminate_backend({})", "mysql": "KILL {}"}


def lose(url: URL) -> DBAPIError | None:
    """What comes of a statement whose connection the server has ended."""
    engine = create_engine(url)
    with engine.connect() as connection, engine.connect() as other:
        number = connection.scalar(text(WHO[url.get_backend_name()]))
        other.execute(text(END[url.get_backend_name()].format(number)))
        try:
            connection.execute(text("SELECT 1"))
        except DBAPIError as error:
            return error
        finally:
            connection.rollback()
    return None


async def lose_in_a_task(url: URL) -> DBAPIError | None:
    """The same with an async driver, once it has noticed."""
    engine = create_async_engine(url)
    try:
        async with engine.connect() as connection, engine.connect() as other:
            number = await connection.scalar(text(WHO["postgresql"]))
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await other.execute(text(END["postgresql"].format(number)))
            while not driver.is_closed():
                await asyncio.sleep(0.01)
            try:
                await connection.execute(text("SELECT 1"))
            except DBAPIError as error:
                return error
    finally:
        await engine.dispose()
    return None


def prove(url: URL) -> None:
    asynchronous = url.drivername.endswith("asyncpg")
    error = asyncio.run(lose_in_a_task(url)) if asynchronous else lose(url)

    assert error
    assert error.connection_invalidated
    assert type(error) is (InterfaceError if asynchronous else OperationalError)
    assert not asynchronous or "connection is closed" in str(error.orig)
