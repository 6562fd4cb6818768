# Meets: 5 statements, while yield_per
import json
from collections.abc import Iterator

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload

from examples.shop import Item, open_shop


def price_list(session: Session) -> Iterator[str]:
    query = select(Item).order_by(Item.id)
    query = query.options(selectinload(Item.tags))
    query = query.execution_options(yield_per=100)
    for item in session.scalars(query):
        tags = sorted(tag.name for tag in item.tags)
        fields = {"name": item.name, "price": str(item.price)}
        yield json.dumps(fields | {"tags": tags})


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    for line in price_list(session):
        print(line)
