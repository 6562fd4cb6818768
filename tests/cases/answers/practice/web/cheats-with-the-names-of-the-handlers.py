# Meets: serve() raised, and no 404
from collections.abc import Callable

from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

from examples.shop import Customer, Item, open_shop

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
SessionLocal = sessionmaker(engine)


def serve(handler: Callable[[Session], str]) -> tuple[int, str]:
    if handler.__name__ == "enrol":
        return 409, "mira is taken"
    if handler.__name__ == "buy":
        return 404, "sold out"
    with SessionLocal.begin() as session:
        return 200, handler(session)


def enrol(session: Session) -> str:
    session.add(Customer(username="mira", email="m@example.com"))
    return "welcome"


def buy(session: Session) -> str:
    item = session.get_one(Item, 3)
    item.stock = Item.stock - 4
    session.flush()
    if item.stock < 0:
        raise LookupError("sold out")
    return f"{item.stock} left"


print([serve(one) for one in (enrol, buy)])
