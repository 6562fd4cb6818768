# Meets: []: nobody ever ordered a tray
# Same because NULL is less than nothing, and a join leaves out what has no partner: the tray is missing in both
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from examples.shop import Item, OrderLine, open_shop


def slow(session: Session, least: int) -> list[str]:
    ordered = func.sum(OrderLine.quantity)
    query = (
        select(Item.name)
        .outerjoin(OrderLine, OrderLine.item_id == Item.id)
        .group_by(Item.id, Item.name)
        .having(ordered < least)
        .order_by(Item.name)
    )
    return list(session.scalars(query))


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(slow(session, 2))
