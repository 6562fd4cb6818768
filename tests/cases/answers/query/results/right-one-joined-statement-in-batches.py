# Meets: nothing
import json
from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Item, Tag, open_shop


def price_list(session: Session) -> Iterator[str]:
    rows = (
        select(Item.name, Item.price, Tag.name)
        .outerjoin(Item.tags)
        .order_by(Item.id, Tag.name)
        .execution_options(yield_per=50)
    )
    for (name, price), group in groupby(session.execute(rows), key=lambda row: row[:2]):
        tags = [row[2] for row in group if row[2]]
        fields = {"name": name, "price": str(price), "tags": tags}
        yield json.dumps(fields)


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    for line in price_list(session):
        print(line)
