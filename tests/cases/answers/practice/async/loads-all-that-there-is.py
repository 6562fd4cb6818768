# Meets: the tags came along
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.orm import joinedload, selectinload, sessionmaker

from examples.shop import Item, Order, OrderLine, open_shop

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
query = select(Order).order_by(Order.id)
query = query.options(
    joinedload(Order.customer),
    selectinload(Order.lines)
    .selectinload(OrderLine.item)
    .selectinload(Item.tags),
)


def load() -> list[Order]:
    with SessionLocal() as session:
        orders = list(session.scalars(query))
        session.commit()
        return orders


for order in load():
    print(sorted(inspect(order).unloaded))
