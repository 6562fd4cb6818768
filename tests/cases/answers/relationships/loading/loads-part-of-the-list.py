# Meets: customers have [2, 1, 0, 1] orders, not [4, 2, 0, 1]: who cut?
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload

from examples.shop import Customer, Order, OrderLine, open_shop

Report = dict[str, list[str]]


def report(session: Session, since: date) -> Report:
    found: Report = {}
    part = Customer.orders.and_(Order.placed_on >= since)
    path = selectinload(part).selectinload(Order.lines)
    path = path.joinedload(OrderLine.item)
    query = select(Customer).order_by(Customer.id).options(path)
    for customer in session.scalars(query):
        found[customer.username] = sorted(
            line.item.name
            for order in customer.orders
            if order.placed_on >= since
            for line in order.lines
        )
    return found


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(report(session, date(2026, 3, 5)))
