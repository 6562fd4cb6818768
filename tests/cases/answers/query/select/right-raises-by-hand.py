# Meets: nothing
from decimal import Decimal

from sqlalchemy import create_engine, select
from sqlalchemy.exc import MultipleResultsFound, NoResultFound
from sqlalchemy.orm import Session

from examples.shop import Customer, Item, open_shop

Quote = tuple[str | None, dict[str, Decimal]]


def quote(session: Session, email: str, keys: list[int]) -> Quote:
    owners = session.scalars(select(Customer).filter_by(email=email)).all()
    if len(owners) > 1:
        raise MultipleResultsFound(email)
    prices = {}
    for key in keys:
        item = session.get(Item, key)
        if item is None:
            raise NoResultFound(key)
        prices[item.name] = item.price
    return owners[0].username if owners else None, prices


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(quote(session, "mira@example.com", [1, 2, 4]))
    print(quote(session, "nobody@example.com", [4]))
