# Meets: -1 jars: which block did the error leave?
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, sessionmaker

from examples.shop import Item, open_shop

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
SessionLocal = sessionmaker(engine)


def sell(session: Session, name: str, quantity: int) -> None:
    find = select(Item).where(Item.name == name)
    item = session.scalars(find).one()
    item.stock = Item.stock - quantity
    session.flush()
    if item.stock < 0:
        raise ValueError(f"not enough of {name}")


def serve(orders: list[dict[str, int]]) -> None:
    for order in orders:
        with SessionLocal.begin() as session:
            try:
                for name, quantity in order.items():
                    sell(session, name, quantity)
            except ValueError as error:
                print(error)


serve([{"Teapot": 2, "Kettle": 5}, {"Cup": 4}])
stocks = select(Item.name, Item.stock).order_by(Item.id)
with SessionLocal() as session:
    print(session.execute(stocks).all())
