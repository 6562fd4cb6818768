"""What psycopg tells of a broken constraint, and that a second reader of a locked row waits for the commit."""

import time
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import URL, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Customer, Item, open_shop

DRIVERS = ["postgresql+psycopg"]
LOCKED = select(Item.stock).where(Item.id == 1).with_for_update()


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)
    with Session(engine) as session:
        session.add(Customer(username="mira", email="@"))
        try:
            session.flush()
        except IntegrityError as error:
            name = getattr(error.orig, "diag", None).constraint_name  # type: ignore[union-attr]

    def read() -> tuple[int | None, float]:
        with Session(engine) as second:
            return second.scalar(LOCKED), time.monotonic()

    with Session(engine) as first, ThreadPoolExecutor() as pool:
        first.scalar(LOCKED)
        first.get_one(Item, 1).stock = 3
        waiting = pool.submit(read)
        time.sleep(0.5)
        committed = time.monotonic()
        first.commit()
        stock, came = waiting.result()
    engine.dispose()

    assert name == "customers_username_key"
    assert stock == 3
    assert came > committed
