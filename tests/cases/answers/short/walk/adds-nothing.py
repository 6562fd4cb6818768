# Meets: 3 lines, not 4: who adds it?
from decimal import Decimal

from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Customer, Item, Order, OrderLine
from examples.shop import open_shop


def sell(
    engine: Engine, username: str, name: str, quantity: int
) -> Decimal | None:
    who = select(Customer).where(Customer.username == username)
    what = select(Item).where(Item.name == name)
    with Session(engine) as session:
        item = session.scalars(what).one()
        if item.stock < quantity:
            return None
        order = Order(customer=session.scalars(who).one())
        OrderLine(order=order, item=item, quantity=quantity)
        item.stock -= quantity
        session.commit()
        return quantity * item.price


engine = create_engine("sqlite://")
open_shop(engine)
print(sell(engine, "tove", "Teapot", 2))
print(sell(engine, "tove", "Tray", 1))
