# Meets: ['customer', 'customer_id', 'id', 'lines', 'placed_on'] are gone: what does
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.orm import joinedload, selectinload, sessionmaker

from examples.shop import Order, OrderLine, open_shop

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
SessionLocal = sessionmaker(engine)
query = select(Order).order_by(Order.id)
query = query.options(
    joinedload(Order.customer),
    selectinload(Order.lines).selectinload(OrderLine.item),
)


def load() -> list[Order]:
    with SessionLocal() as session:
        orders = list(session.scalars(query))
        session.commit()
        return orders


for order in load():
    print(sorted(inspect(order).unloaded))
