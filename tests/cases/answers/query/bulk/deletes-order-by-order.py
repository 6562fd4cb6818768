# Meets: sent ['SELECT customers.id, customers.username,', 'DELETE
from sqlalchemy import create_engine, delete, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def forget(session: Session, username: str) -> int:
    hers = select(Customer).filter_by(username=username)
    customer = session.scalars(hers).one()
    orders = list(customer.orders)
    for order in orders:
        lines = delete(OrderLine).where(OrderLine.order_id == order.id)
        session.execute(lines)
    session.execute(delete(Order).where(Order.customer == customer))
    session.execute(delete(Customer).filter_by(username=username))
    return len(orders)


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(forget(session, "mira"), "orders forgotten")
    print(session.scalars(select(OrderLine)).all())
