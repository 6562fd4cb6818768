"""Two Sessions read a stock and subtract: a sale is lost by default.

PostgreSQL refuses it at REPEATABLE READ, and MariaDB with `innodb_snapshot_isolation`.
"""

from contextlib import closing

from sqlalchemy import URL, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)
    with engine.connect() as connection:
        default = connection.get_isolation_level()
    left = sell_twice(url)
    refused = None
    try:
        sell_twice(url, isolation_level="REPEATABLE READ")
    except OperationalError as error:
        refused = getattr(error.orig, "sqlstate", None)
    strictly_refused = None
    if url.get_backend_name() == "mysql":
        try:
            sell_twice(url, "SET SESSION innodb_snapshot_isolation = ON")
        except OperationalError as error:
            strictly_refused = error.orig and error.orig.args[0]
    engine.dispose()

    assert left == 7
    assert (default, refused, strictly_refused) == {
        "postgresql": ("READ COMMITTED", "40001", None),
        "mysql": ("REPEATABLE READ", None, 1020),
    }[url.get_backend_name()]


def sell_twice(url: URL, setting: str = "", **options: str) -> int:
    """Sell one teapot of eight twice, each Session having read eight; returns what is left."""
    engine = create_engine(url, **options)
    if setting:

        @event.listens_for(engine, "connect")
        def set_up(connection: DBAPIConnection, _: object) -> None:
            with closing(connection.cursor()) as cursor:
                cursor.execute(setting)

    try:
        with Session(engine) as ours, Session(engine) as theirs:
            our_pot, their_pot = ours.get_one(Item, 1), theirs.get_one(Item, 1)
            their_pot.stock -= 1
            theirs.commit()
            our_pot.stock -= 1
            ours.commit()
            return our_pot.stock
    finally:
        engine.dispose()
