# Meets: [Customer(id=4, username='noor'), Order
from sqlalchemy import create_engine, delete, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def forget(session: Session, username: str) -> int:
    named = Customer.username == username
    hers = select(Order.id).join(Order.customer).where(named)
    ids = session.scalars(hers).all()
    for statement in (
        delete(OrderLine).where(OrderLine.order_id.in_(ids)),
        delete(Order).where(Order.id.in_(ids)),
        delete(Customer).where(named),
    ):
        off = {"synchronize_session": False}
        session.execute(statement, execution_options=off)
    return len(ids)


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(forget(session, "mira"), "orders forgotten")
    print(session.scalars(select(OrderLine)).all())
