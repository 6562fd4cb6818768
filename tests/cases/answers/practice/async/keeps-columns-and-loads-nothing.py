# Meets: ['customer', 'lines'] would be loaded
from sqlalchemy import create_engine, inspect, select
from sqlalchemy.orm import sessionmaker

from examples.shop import Order, open_shop

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
SessionLocal = sessionmaker(engine, expire_on_commit=False)
query = select(Order).order_by(Order.id)


def load() -> list[Order]:
    with SessionLocal() as session:
        orders = list(session.scalars(query))
        session.commit()
        return orders


for order in load():
    print(sorted(inspect(order).unloaded))
