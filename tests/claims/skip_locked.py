"""SKIP LOCKED without a LIMIT leaves the next worker nothing; MariaDB locks rows that it sorts, too."""

from sqlalchemy import URL, Index, Select, create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]
FREE = select(Item.id).with_for_update(skip_locked=True)
ONE = FREE.order_by(Item.id).limit(1)
SORTED = FREE.order_by(Item.stock).limit(1)


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)

    def two_workers(free: Select[int]) -> tuple[int, int]:
        """How many tasks each of two workers gets at the same time."""
        with Session(engine) as first, Session(engine) as second:
            return len(first.scalars(free).all()), len(second.scalars(free).all())

    with Session(engine) as first, Session(engine) as second:
        by_first = first.scalars(FREE).first() is not None, second.scalars(FREE).first() is not None
    every, one, unindexed = two_workers(FREE), two_workers(ONE), two_workers(SORTED)
    index = Index("by_stock", Item.stock)
    index.create(engine)
    indexed = two_workers(SORTED)
    Item.metadata.tables["items"].indexes.discard(index)
    engine.dispose()

    assert every == (4, 0)
    assert by_first == (True, False)
    assert one == (1, 1)
    assert unindexed == ((1, 1) if url.get_backend_name() == "postgresql" else (1, 0))
    assert indexed == (1, 1)
