# Meets: nothing
from typing import Any

from sqlalchemy import create_engine, insert, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

Rows = list[dict[str, Any]]


def take_in(session: Session, rows: Rows) -> list[str]:
    names = [row["name"] for row in rows]
    find = select(Item).where(Item.name.in_(names))
    known = {item.name: item for item in session.scalars(find)}
    for row in rows:
        if row["name"] in known:
            known[row["name"]].price = row["price"]
    fresh = [row for row in rows if row["name"] not in known]
    if fresh:
        session.execute(insert(Item), fresh)
    session.flush()
    return sorted(set(names) - set(known))


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
rows = [dict(name="Cup", price=7), dict(name="Jug", price=18)]
with Session(engine) as session:
    print(take_in(session, rows))
    session.commit()
