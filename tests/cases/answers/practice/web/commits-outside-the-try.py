# Meets: serve() raised, and no 409
from collections.abc import Callable

from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from examples.shop import Customer, Item, open_shop

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
SessionLocal = sessionmaker(engine)


def serve(handler: Callable[[Session], str]) -> tuple[int, str]:
    with SessionLocal() as session:
        try:
            answer = handler(session)
        except LookupError as error:
            return 404, str(error)
        except IntegrityError as error:
            return 409, str(error.orig)
        session.commit()
        return 200, answer


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


print(serve(buy))
