# Meets: the order was sent before the caller's commit: by a flush, or by a query after add()?
# Same because flush() sends the order early, as the read does
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def repeat(session: Session, old_id: int, name: str) -> Order:
    customer = Customer(username=name, email=f"{name}@example.com")
    session.add(customer)
    session.flush()
    day = date(2026, 5, 4)
    order = Order(customer_id=customer.id, placed_on=day)
    session.add(order)
    session.flush()
    for line in session.get_one(Order, old_id).lines:
        copy = OrderLine(order_id=order.id, item_id=line.item_id)
        copy.quantity = line.quantity
        session.add(copy)
    return order


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    repeat(session, 1, "noor")
    print(len(session.new), "new objects wait")
    session.rollback()
    names = select(Customer.username).order_by(Customer.id)
    print(session.scalars(names).all())
