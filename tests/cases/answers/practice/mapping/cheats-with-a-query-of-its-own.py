# Meets: a Query is still made
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Query, Session

from examples.shop import Customer, Order, open_shop


def find(session: Session, key: int) -> Customer | None:
    return session.get(Customer, key)


def newest(session: Session) -> Order | None:
    latest = select(Order).order_by(Order.placed_on.desc()).limit(1)
    return session.scalar(latest)


def buyers(session: Session) -> list[Customer]:
    query = Query(Customer, session).join(Customer.orders)
    return query.join(Order.lines).order_by(Customer.id).all()


def homeless(session: Session) -> int:
    query = select(func.count(Customer.id)).filter_by(town=None)
    return session.scalars(query).one()


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(find(session, 1), newest(session), find(session, 9))
    print(buyers(session), homeless(session))
