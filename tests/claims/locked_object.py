"""with_for_update locks a row and leaves an object that the Session holds as it was, unless it is told to read it."""

from collections.abc import Callable

from sqlalchemy import URL, create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]
LOCKED = select(Item).where(Item.id == 1).with_for_update()
FRESH = LOCKED.execution_options(populate_existing=True)


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)

    def left(lock: Callable[[Session, Item], object]) -> int:
        """What is left of eight when another sells two before we lock, and we then sell one."""
        with Session(engine) as reset, reset.begin():
            reset.get_one(Item, 1).stock = 8
        with Session(engine) as session:
            pot = session.get_one(Item, 1)
            with Session(engine) as other, other.begin():
                other.get_one(Item, 1).stock -= 2
            lock(session, pot)
            pot.stock -= 1
            session.commit()
            return pot.stock

    stale = [
        left(lambda session, _: session.scalars(LOCKED).one()),
        left(lambda session, _: session.get_one(Item, 1, with_for_update=True)),
    ]
    counted = [
        left(lambda session, _: session.scalars(FRESH).one()),
        left(lambda session, _: session.get_one(Item, 1, with_for_update=True, populate_existing=True)),
        left(lambda session, pot: session.refresh(pot, with_for_update=True)),
    ]
    engine.dispose()

    assert stale == [7, 7]
    assert counted == [5, 5, 5]
