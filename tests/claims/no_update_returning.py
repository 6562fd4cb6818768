"""MariaDB refuses RETURNING in an UPDATE; `rowcount` says whether a row was matched."""

from sqlalchemy import URL, create_engine, update
from sqlalchemy.exc import ProgrammingError

from examples.shop import Item, open_shop

DRIVERS = ["mysql+pymysql"]


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)
    refused = False
    counts = []
    with engine.connect() as connection:
        for quantity in (2, 5):
            taking = update(Item).where(Item.name == "Kettle", Item.stock >= quantity)
            taking = taking.values(stock=Item.stock - quantity)
            counts.append(connection.execute(taking).rowcount)
        try:
            connection.execute(taking.returning(Item.stock))
        except ProgrammingError as error:
            refused = "RETURNING" in str(error.orig)
    engine.dispose()

    assert counts == [1, 0]
    assert refused
