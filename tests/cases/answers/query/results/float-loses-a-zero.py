# Meets: the price is '24.5'
import json
from collections.abc import Iterator

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload

from examples.shop import Item, open_shop


def price_list(session: Session) -> Iterator[str]:
    page = select(Item).order_by(Item.id).limit(100)
    page = page.options(selectinload(Item.tags))
    last = 0
    while items := session.scalars(page.where(Item.id > last)).all():
        for item in items:
            tags = sorted(tag.name for tag in item.tags)
            price = str(round(float(item.price), 2))
            fields = {"name": item.name, "price": price}
            yield json.dumps(fields | {"tags": tags})
        last = items[-1].id


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    for line in price_list(session):
        print(line)
