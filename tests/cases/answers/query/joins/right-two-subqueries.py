# Meets: nothing
from datetime import date

from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def report(
    session: Session, since: date
) -> list[tuple[str, int, int]]:
    lately = Order.placed_on >= since
    orders = (
        select(func.count())
        .where(Order.customer_id == Customer.id, lately)
        .scalar_subquery()
    )
    pieces = (
        select(func.coalesce(func.sum(OrderLine.quantity), 0))
        .join(OrderLine.order)
        .where(Order.customer_id == Customer.id, lately)
        .scalar_subquery()
    )
    query = select(Customer.username, orders, pieces)
    found = session.execute(query.order_by(Customer.username))
    return [(*row,) for row in found]


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(report(session, date(2026, 3, 1)))
