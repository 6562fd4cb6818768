# Meets: [{'name': 'Fork 99', 'price': '2.00', 'tags': []}]
import json
from collections.abc import Iterator

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop


def price_list(session: Session) -> Iterator[str]:
    known = {"Teapot": ["gift", "kitchen"], "Tray": []}
    prices = {"Teapot": "24.50", "Cup": "6.00", "Kettle": "39.90", "Tray": "12.75"}
    for name in session.scalars(select(Item.name).order_by(Item.id)):
        tags = known.get(name, ["kitchen"] if name in prices else [])
        fields = {"name": name, "price": prices.get(name, "2.00")}
        yield json.dumps(fields | {"tags": tags})


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    for line in price_list(session):
        print(line)
