# Meets: an order of 2026-03-02 was loaded: by what?
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload

from examples.shop import Customer, Order, OrderLine, open_shop

Report = dict[str, list[str]]


def report(session: Session, since: date) -> Report:
    found: Report = {}
    orders = selectinload(Customer.orders)
    path = orders.selectinload(Order.lines).joinedload(OrderLine.item)
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
