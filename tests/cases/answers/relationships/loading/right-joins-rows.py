# Meets: nothing
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload

from examples.shop import Customer, Item, Order, OrderLine
from examples.shop import open_shop

Report = dict[str, list[str]]


def report(session: Session, since: date) -> Report:
    names = session.scalars(select(Customer.username))
    found: Report = {name: [] for name in names}
    rows = (
        select(Customer.username, Item.name)
        .join(Customer.orders)
        .join(Order.lines)
        .join(OrderLine.item)
        .where(Order.placed_on >= since)
        .order_by(Item.name)
    )
    for name, item in session.execute(rows):
        found[name].append(item)
    return found


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(report(session, date(2026, 3, 5)))
