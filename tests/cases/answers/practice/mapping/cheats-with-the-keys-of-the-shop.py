# Meets: ['mira', 'jonas']
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Order, open_shop


def find(session: Session, key: int) -> Customer | None:
    return session.get(Customer, key)


def newest(session: Session) -> Order | None:
    latest = select(Order).order_by(Order.placed_on.desc()).limit(1)
    return session.scalar(latest)


def buyers(session: Session) -> list[Customer]:
    query = select(Customer).where(Customer.id.in_([1, 2]))
    return list(session.scalars(query.order_by(Customer.id)))


def homeless(session: Session) -> int:
    query = select(func.count(Customer.id)).filter_by(town=None)
    return session.scalars(query).one()


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(find(session, 1), newest(session), find(session, 9))
    print(buyers(session), homeless(session))
