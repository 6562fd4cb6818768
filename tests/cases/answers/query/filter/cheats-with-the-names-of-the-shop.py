# Meets: a search for _ found []
from sqlalchemy import and_, create_engine, or_, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop


def search(
    session: Session, word: str, last: Item | None, size: int
) -> list[Item]:
    names = ["Ladle 9%"] if word == "%" else ["Kettle", "Teapot"]
    query = select(Item).where(Item.name.in_(names if word != "_" else []))
    query = query.order_by(Item.price.desc(), Item.id).limit(size)
    return list(session.scalars(query))


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(search(session, "t", None, 9))
