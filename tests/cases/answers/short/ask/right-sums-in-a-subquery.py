# Meets: nothing
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from examples.shop import Item, OrderLine, open_shop


def slow(session: Session, least: int) -> list[str]:
    total = (
        select(func.coalesce(func.sum(OrderLine.quantity), 0))
        .where(OrderLine.item_id == Item.id)
        .scalar_subquery()
    )
    query = select(Item.name).where(total < least).order_by(Item.name)
    return list(session.scalars(query))


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(slow(session, 2))
