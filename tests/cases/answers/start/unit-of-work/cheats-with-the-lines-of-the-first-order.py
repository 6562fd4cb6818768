# Meets: the items are [1, 2], and order 3 has 1, 3 and 4
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def repeat(session: Session, old_id: int, name: str) -> Order:
    customer = Customer(username=name, email=f"{name}@example.com")
    order = Order(customer=customer, placed_on=date(2026, 5, 4))
    order.lines = [
        OrderLine(item_id=1, quantity=1),
        OrderLine(item_id=2, quantity=4),
    ]
    session.add(order)
    return order


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    repeat(session, 1, "noor")
    print(len(session.new), "new objects wait")
    session.rollback()
    names = select(Customer.username).order_by(Customer.id)
    print(session.scalars(names).all())
