# Meets: nothing
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.orm import joinedload, sessionmaker

from examples.shop import Order, OrderLine, open_shop

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
query = select(Order).order_by(Order.id)
query = query.options(
    joinedload(Order.customer),
    joinedload(Order.lines).joinedload(OrderLine.item),
)


def load() -> list[Order]:
    with SessionLocal.begin() as session:
        return list(session.scalars(query).unique())


for order in load():
    print(sorted(inspect(order).unloaded))
