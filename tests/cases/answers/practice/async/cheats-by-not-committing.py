# Meets: load() did not commit
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.orm import joinedload, selectinload, sessionmaker

from examples.shop import Order, OrderLine, open_shop

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
query = select(Order).order_by(Order.id)
query = query.options(
    joinedload(Order.customer),
    selectinload(Order.lines).selectinload(OrderLine.item),
)


def load() -> list[Order]:
    with SessionLocal() as session:
        return list(session.scalars(query))


for order in load():
    print(sorted(inspect(order).unloaded))
