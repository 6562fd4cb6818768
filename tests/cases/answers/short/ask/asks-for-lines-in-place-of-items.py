# Meets: fewer than 2 were ordered: ['Kettle', 'Kettle'
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from examples.shop import Item, OrderLine, open_shop


def slow(session: Session, least: int) -> list[str]:
    query = (
        select(Item.name)
        .outerjoin(OrderLine, OrderLine.item_id == Item.id)
        .where(func.coalesce(OrderLine.quantity, 0) < least)
        .order_by(Item.name)
    )
    return list(session.scalars(query))


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(slow(session, 2))
