# Meets: nothing
from datetime import date

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def report(
    session: Session, since: date
) -> list[tuple[str, int, int]]:
    mine = (Order.customer_id == Customer.id) & (Order.placed_on >= since)
    query = (
        select(
            Customer.username,
            func.count(func.distinct(Order.id)),
            func.sum(OrderLine.quantity),
        )
        .outerjoin(Order, mine)
        .outerjoin(OrderLine, OrderLine.order_id == Order.id)
        .group_by(Customer.username)
        .order_by(Customer.username)
    )
    return [(name, orders, pieces or 0) for name, orders, pieces in session.execute(query)]


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(report(session, date(2026, 3, 1)))
