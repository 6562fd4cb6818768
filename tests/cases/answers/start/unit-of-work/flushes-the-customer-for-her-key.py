# Meets: no new customer waits: was she sent early, to get her key?
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
    order.lines = [
        OrderLine(item_id=line.item_id, quantity=line.quantity)
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
