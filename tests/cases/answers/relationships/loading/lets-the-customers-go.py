# Meets: 6 statements: look for those that repeat
# Same because customers that nobody holds are loaded once more, one by one
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload

from examples.shop import Customer, Order, OrderLine, open_shop

Report = dict[str, list[str]]


def report(session: Session, since: date) -> Report:
    query = select(Customer).order_by(Customer.id)
    everyone = session.scalars(query)
    found: Report = {one.username: [] for one in everyone}
    path = selectinload(Order.lines).joinedload(OrderLine.item)
    recent = select(Order).where(Order.placed_on >= since)
    for order in session.scalars(recent.options(path)):
        names = [line.item.name for line in order.lines]
        found[order.customer.username] += names
    return {name: sorted(items) for name, items in found.items()}


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(report(session, date(2026, 3, 5)))
