# Meets: nothing
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, open_shop


def find(session: Session, key: int) -> Customer | None:
    query = select(Customer).where(Customer.id == key)
    return session.scalars(query).one_or_none()


def newest(session: Session) -> Order | None:
    latest = select(Order).order_by(Order.placed_on.desc())
    return session.scalars(latest.limit(1)).first()


def buyers(session: Session) -> list[Customer]:
    bought = Customer.orders.any(Order.lines.any())
    query = select(Customer).where(bought).order_by(Customer.id)
    return list(session.scalars(query).all())


def homeless(session: Session) -> int:
    query = select(func.count()).select_from(Customer)
    return session.scalar(query.where(Customer.town.is_(None))) or 0


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(find(session, 1), newest(session), find(session, 9))
    print(buyers(session), homeless(session))
