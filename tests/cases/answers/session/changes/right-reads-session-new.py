# Meets: nothing
from decimal import Decimal

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

may = dict(Cup="6.50", Jug="18.00", Kettle="39.90", Teapot="24.50")


def take_in(
    session: Session, prices: dict[str, str]
) -> tuple[list[str], list[str], list[str]]:
    items = session.scalars(select(Item)).all()
    for item in items:
        if item.name in prices:
            item.price = Decimal(prices[item.name])
        else:
            session.delete(item)
    changed = [it.name for it in items if session.is_modified(it)]
    for name in set(prices) - {item.name for item in items}:
        session.add(Item(name=name, price=Decimal(prices[name])))
    new = sorted(item.name for item in session.new)
    gone = [item.name for item in session.deleted]
    return new, sorted(changed), sorted(gone)


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    print(take_in(session, may))
    session.commit()
