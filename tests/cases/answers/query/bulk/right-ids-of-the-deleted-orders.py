# Meets: nothing
from sqlalchemy import create_engine, delete, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def forget(session: Session, username: str) -> int:
    her = select(Customer.id).filter_by(username=username)
    lines = OrderLine.order.has(Order.customer.has(username=username))
    session.execute(delete(OrderLine).where(lines))
    orders = delete(Order).where(Order.customer_id.in_(her))
    ids = session.scalars(orders.returning(Order.id)).all()
    session.execute(delete(Customer).filter_by(username=username))
    return len(ids)


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(forget(session, "mira"), "orders forgotten")
    print(session.scalars(select(OrderLine)).all())
