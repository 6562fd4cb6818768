"""Two Sessions read a stock and subtract: a sale is lost by default, and PostgreSQL refuses it at REPEATABLE READ."""

from sqlalchemy import URL, create_engine
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
    refused = False
    try:
        sell_twice(url, isolation_level="REPEATABLE READ")
    except OperationalError as error:
        refused = getattr(error.orig, "sqlstate", None) == "40001"
    engine.dispose()

    assert left == 7
    on_postgresql = url.get_backend_name() == "postgresql"
    assert (default, refused) == (("READ COMMITTED", True) if on_postgresql else ("REPEATABLE READ", False))


def sell_twice(url: URL, **options: str) -> int:
    """Sell one teapot of eight twice, each Session having read eight; returns what is left."""
    engine = create_engine(url, **options)
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
