# Meets: ['Kettle', 'Teapot', 'Tea_egg', 'Sieve', 'Ladle 9%', 'Knife']: what sorts
from sqlalchemy import and_, create_engine, or_, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop


def search(
    session: Session, word: str, last: Item | None, size: int
) -> list[Item]:
    query = select(Item).where(
        Item.name.contains(word, autoescape=True), Item.stock > 0
    )
    if last:
        tied = and_(Item.price == last.price, Item.id > last.id)
        query = query.where(or_(Item.price < last.price, tied))
    query = query.order_by(Item.price.desc()).limit(size)
    return list(session.scalars(query))


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(search(session, "t", None, 9))
