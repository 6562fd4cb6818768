"""PostgreSQL refuses an upsert that names a row twice; a dict by name keeps the last, as `examples/upsert.py` does."""

from decimal import Decimal
from typing import Any

from sqlalchemy import URL, create_engine
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

DRIVERS = ["postgresql+psycopg"]
ROWS: list[dict[str, Any]] = [{"name": "Jug", "price": Decimal(17)}, {"name": "Jug", "price": Decimal(18)}]


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)
    put = insert(Item)
    put = put.on_conflict_do_update(index_elements=[Item.name], set_={"price": put.excluded.price})
    message = ""
    with Session(engine) as session:
        try:
            session.scalars(put.returning(Item), ROWS).all()
        except ProgrammingError as error:
            message = str(error.orig)
        session.rollback()
        once = list({row["name"]: row for row in ROWS}.values())
        prices = [item.price for item in session.scalars(put.returning(Item), once)]
    engine.dispose()

    assert "ON CONFLICT DO UPDATE command cannot affect row a second time" in message
    assert prices == [18]
