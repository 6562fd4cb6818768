# Meets: ['mira', 'jonas', 'noor']: whom does a join leave out?
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, joinedload, selectinload

from examples.shop import Customer, Order, OrderLine, open_shop

Report = dict[str, list[str]]


def report(session: Session, since: date) -> Report:
    found: Report = {}
    path = selectinload(Order.lines).joinedload(OrderLine.item)
    recent = select(Order).where(Order.placed_on >= since)
    recent = recent.options(path, joinedload(Order.customer))
    for order in session.scalars(recent):
        names = found.setdefault(order.customer.username, [])
        names += [line.item.name for line in order.lines]
    return {name: sorted(items) for name, items in found.items()}


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(report(session, date(2026, 3, 5)))
