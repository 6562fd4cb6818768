# Meets: 12 came for 6
from sqlalchemy import and_, create_engine, or_, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop


def search(
    session: Session, word: str, last: Item | None, size: int
) -> list[Item]:
    found = [
        item
        for item in session.scalars(select(Item).order_by(Item.id))
        if item.stock > 0 and word.lower() in item.name.lower()
    ]
    found.sort(key=lambda item: -item.price)
    if last:
        found = found[found.index(last) + 1 :]
    return found[:size]


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(search(session, "t", None, 9))
