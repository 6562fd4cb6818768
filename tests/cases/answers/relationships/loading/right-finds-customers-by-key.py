# Meets: nothing
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, joinedload

from examples.shop import Customer, Order, OrderLine, open_shop

Report = dict[str, list[str]]


def report(session: Session, since: date) -> Report:
    names = dict(session.execute(select(Customer.id, Customer.username)).all())
    found: Report = {name: [] for name in names.values()}
    path = joinedload(Order.lines).joinedload(OrderLine.item)
    recent = select(Order).where(Order.placed_on >= since).options(path)
    for order in session.scalars(recent).unique():
        for line in order.lines:
            found[names[order.customer_id]].append(line.item.name)
    return {name: sorted(items) for name, items in found.items()}


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(report(session, date(2026, 3, 5)))
