# Meets: {1: 1, 3: 1, 4: 1} are not {4: 7, 3: 2, 1: 1}: what has a line?
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def repeat(session: Session, old_id: int, name: str) -> Order:
    customer = Customer(username=name, email=f"{name}@example.com")
    order = Order(customer=customer, placed_on=date(2026, 5, 4))
    order.lines = [
        OrderLine(item_id=line.item_id)
        for line in session.get_one(Order, old_id).lines
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
