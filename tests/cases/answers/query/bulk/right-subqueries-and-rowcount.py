# Meets: nothing
from sqlalchemy import create_engine, delete, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def forget(session: Session, username: str) -> int:
    named = Customer.username == username
    hers = select(Customer.id).where(named).scalar_subquery()
    orders = select(Order.id).where(Order.customer_id == hers)
    lines = delete(OrderLine).where(OrderLine.order_id.in_(orders))
    session.execute(lines)
    gone = session.execute(delete(Order).where(Order.customer_id == hers))
    session.execute(delete(Customer).where(named))
    return gone.rowcount


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(forget(session, "mira"), "orders forgotten")
    print(session.scalars(select(OrderLine)).all())
