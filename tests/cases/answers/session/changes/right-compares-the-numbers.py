# Meets: nothing
from decimal import Decimal

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

may = dict(Cup="6.50", Jug="18.00", Kettle="39.90", Teapot="24.50")


def take_in(
    session: Session, prices: dict[str, str]
) -> tuple[list[str], list[str], list[str]]:
    items = {item.name: item for item in session.scalars(select(Item))}
    changed = []
    for name in items.keys() & prices.keys():
        price = Decimal(prices[name])
        if items[name].price != price:
            items[name].price = price
            changed.append(name)
    gone = sorted(items.keys() - prices.keys())
    for name in gone:
        session.delete(items[name])
    new = sorted(prices.keys() - items.keys())
    session.add_all(
        Item(name=name, price=Decimal(prices[name])) for name in new
    )
    return new, sorted(changed), gone


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    print(take_in(session, may))
    session.commit()
