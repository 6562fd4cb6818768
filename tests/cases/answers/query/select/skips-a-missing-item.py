# Meets: nothing has the key 77, and we got
from decimal import Decimal

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Item, open_shop

Quote = tuple[str | None, dict[str, Decimal]]


def quote(session: Session, email: str, keys: list[int]) -> Quote:
    query = select(Customer).filter_by(email=email)
    customer = session.scalars(query).one_or_none()
    found = [session.get(Item, key) for key in keys]
    prices = {item.name: item.price for item in found if item}
    return customer.username if customer else None, prices


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(quote(session, "mira@example.com", [1, 2, 4]))
    print(quote(session, "nobody@example.com", [4]))
