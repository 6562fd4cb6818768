# Meets: ['DELETE FROM customers', 'DELETE FROM orders',
from sqlalchemy import create_engine, delete, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def forget(session: Session, username: str) -> int:
    named = Customer.username == username
    hers = select(Order.id).join(Order.customer).where(named)
    ids = session.scalars(hers).all()
    session.execute(delete(Customer).where(named))
    session.execute(delete(Order).where(Order.id.in_(ids)))
    lines = delete(OrderLine).where(OrderLine.order_id.in_(ids))
    session.execute(lines)
    return len(ids)


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(forget(session, "mira"), "orders forgotten")
    print(session.scalars(select(OrderLine)).all())
