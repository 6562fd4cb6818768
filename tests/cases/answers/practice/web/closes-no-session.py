# Meets: one is lent after a 404
from collections.abc import Callable

from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from examples.shop import Customer, Item, open_shop

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
SessionLocal = sessionmaker(engine)


def serve(handler: Callable[[Session], str]) -> tuple[int, str]:
    session = SessionLocal()
    try:
        answer = handler(session)
        session.commit()
        session.close()
        return 200, answer
    except LookupError as error:
        return 404, str(error)
    except IntegrityError as error:
        session.rollback()
        return 409, str(error.orig)


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
