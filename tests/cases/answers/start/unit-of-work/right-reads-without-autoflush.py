# Meets: nothing
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def repeat(session: Session, old_id: int, name: str) -> Order:
    customer = Customer(username=name, email=f"{name}@example.com")
    order = Order(customer=customer, placed_on=date(2026, 5, 4))
    session.add(order)
    with session.no_autoflush:
        for line in session.get_one(Order, old_id).lines:
            copy = OrderLine(item_id=line.item_id)
            copy.quantity = line.quantity
            order.lines.append(copy)
    return order


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    repeat(session, 1, "noor")
    print(len(session.new), "new objects wait")
    session.rollback()
    names = select(Customer.username).order_by(Customer.id)
    print(session.scalars(names).all())
