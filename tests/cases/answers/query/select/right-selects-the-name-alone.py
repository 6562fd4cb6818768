# Meets: nothing
from decimal import Decimal

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Item, open_shop

Quote = tuple[str | None, dict[str, Decimal]]


def quote(session: Session, email: str, keys: list[int]) -> Quote:
    query = select(Customer.username).where(Customer.email == email)
    name = session.execute(query).scalar_one_or_none()
    items = [session.get_one(Item, key) for key in keys]
    return name, {item.name: item.price for item in items}


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(quote(session, "mira@example.com", [1, 2, 4]))
    print(quote(session, "nobody@example.com", [4]))
