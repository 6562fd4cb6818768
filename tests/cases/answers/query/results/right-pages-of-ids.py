# Meets: nothing
import json
from collections.abc import Iterator

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, joinedload

from examples.shop import Item, open_shop


def price_list(session: Session) -> Iterator[str]:
    keys = session.scalars(select(Item.id).order_by(Item.id)).all()
    for at in range(0, len(keys), 80):
        some = Item.id.in_(keys[at : at + 80])
        query = select(Item).where(some).order_by(Item.id)
        query = query.options(joinedload(Item.tags))
        for item in session.scalars(query).unique().all():
            tags = sorted(tag.name for tag in item.tags)
            fields = {"name": item.name, "price": str(item.price)}
            yield json.dumps(fields | {"tags": tags})


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    for line in price_list(session):
        print(line)
