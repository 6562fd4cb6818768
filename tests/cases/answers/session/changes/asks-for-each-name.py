# Meets: ['UPDATE', 'UPDATE', 'INSERT', 'INSERT'] before the commit: which call sent it?
from decimal import Decimal

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

may = dict(Cup="6.50", Jug="18.00", Kettle="39.90", Teapot="24.50")


def take_in(
    session: Session, prices: dict[str, str]
) -> tuple[list[str], list[str], list[str]]:
    new, changed = [], []
    for name, price in prices.items():
        query = select(Item).where(Item.name == name)
        item = session.scalars(query).one_or_none()
        if item is None:
            session.add(Item(name=name, price=Decimal(price)))
            new.append(name)
        elif item.price != Decimal(price):
            item.price = Decimal(price)
            changed.append(name)
    gone = []
    for item in session.scalars(select(Item)):
        if item.name not in prices:
            session.delete(item)
            gone.append(item.name)
    return sorted(new), sorted(changed), sorted(gone)


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    print(take_in(session, may))
    session.commit()
