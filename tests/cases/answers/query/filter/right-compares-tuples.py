# Meets: nothing
from sqlalchemy import create_engine, select, tuple_
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop


def search(
    session: Session, word: str, last: Item | None, size: int
) -> list[Item]:
    query = select(Item).where(
        Item.name.icontains(word, autoescape=True), Item.stock != 0
    )
    if last:
        after = tuple_(-Item.price, Item.id) > (-last.price, last.id)
        query = query.where(after)
    query = query.order_by(-Item.price, Item.id).limit(size)
    return list(session.scalars(query))


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(search(session, "t", None, 9))
