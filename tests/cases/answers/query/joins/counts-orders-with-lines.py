# Meets: noor has (0, 0): one order
from datetime import date

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def report(
    session: Session, since: date
) -> list[tuple[str, int, int]]:
    pieces = func.coalesce(func.sum(OrderLine.quantity), 0)
    orders = func.count(OrderLine.order_id.distinct())
    recent = Customer.orders.and_(Order.placed_on >= since)
    query = (
        select(Customer.username, orders, pieces)
        .outerjoin(recent)
        .outerjoin(Order.lines)
        .group_by(Customer.id, Customer.username)
        .order_by(Customer.username)
    )
    return [(*row,) for row in session.execute(query)]


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(report(session, date(2026, 3, 1)))
