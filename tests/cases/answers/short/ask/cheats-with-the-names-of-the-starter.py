# Meets: fewer than 2 were ordered: ['Kettle', 'Teapot', 'Tray']
# Same because the list of the starter is the one that a boundary too far gives
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from examples.shop import Item, OrderLine, open_shop


def slow(session: Session, least: int) -> list[str]:
    ordered = func.coalesce(func.sum(OrderLine.quantity), 0)
    query = (
        select(Item.name)
        .outerjoin(OrderLine, OrderLine.item_id == Item.id)
        .group_by(Item.id, Item.name)
        .having(ordered < least)
        .order_by(Item.name)
    )
    return ["Kettle", "Teapot", "Tray"]


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(slow(session, 2))
