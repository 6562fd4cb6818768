"""Two callers who compare in Python sell four of three; if the database subtracts, they sell two."""

from collections.abc import Callable
from threading import Barrier, Thread

from sqlalchemy import URL, Engine, create_engine, select, update
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]


def compare_in_python(session: Session, together: Barrier) -> bool:
    """Read, wait until the other has read as well, compare and write back."""
    item = session.get_one(Item, 3)
    together.wait(timeout=30)
    if item.stock < 2:
        return False
    item.stock -= 2
    return True


def compare_in_the_update(session: Session, together: Barrier) -> bool:
    """Read and wait likewise, then let the UPDATE compare and subtract."""
    assert session.get_one(Item, 3).stock == 3
    together.wait(timeout=30)
    enough = update(Item).where(Item.id == 3, Item.stock >= 2)
    done = session.connection().execute(enough.values(stock=Item.stock - 2))
    return done.rowcount == 1


def compare_afterwards(session: Session, together: Barrier) -> bool:
    """Read and wait likewise, let the UPDATE subtract, and roll back if too little is left."""
    item = session.get_one(Item, 3)
    together.wait(timeout=30)
    item.stock = Item.stock - 2
    session.flush()
    if item.stock < 0:
        session.rollback()
        return False
    return True


def sell_twice(engine: Engine, sell: Callable[[Session, Barrier], bool]) -> tuple[int, int]:
    """How many of three kettles two callers sold in all, and how many the shop says are left."""
    sold: list[bool] = []
    together = Barrier(2)

    def serve() -> None:
        with Session(engine) as session:
            done = sell(session, together)
            session.commit()
        sold.append(done)

    with Session(engine) as session, session.begin():
        session.get_one(Item, 3).stock = 3
    callers = [Thread(target=serve) for _ in range(2)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(timeout=30)
    with Session(engine) as session:
        left = session.scalars(select(Item.stock).where(Item.id == 3)).one()
    return 2 * sum(sold), left


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)
    by_python = sell_twice(engine, compare_in_python)
    by_update = sell_twice(engine, compare_in_the_update)
    by_what_is_left = sell_twice(engine, compare_afterwards)
    engine.dispose()

    assert by_python == (4, 1)
    assert by_update == (2, 1)
    assert by_what_is_left == (2, 1)
