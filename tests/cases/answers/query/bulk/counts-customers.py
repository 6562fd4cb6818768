# Meets: 1 orders: what has
from sqlalchemy import create_engine, delete, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def forget(session: Session, username: str) -> int:
    named = Customer.username == username
    hers = select(Order.id).join(Order.customer).where(named)
    lines = delete(OrderLine).where(OrderLine.order_id.in_(hers))
    session.execute(lines)
    session.execute(delete(Order).where(Order.id.in_(hers)))
    gone = session.execute(delete(Customer).where(named))
    return gone.rowcount


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(forget(session, "mira"), "orders forgotten")
    print(session.scalars(select(OrderLine)).all())
