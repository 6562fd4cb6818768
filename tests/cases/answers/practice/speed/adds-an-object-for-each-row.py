# Meets: 500 statements for 500 rows
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

Rows = list[dict[str, Any]]


def take_in(session: Session, rows: Rows) -> list[str]:
    known = {
        item.name: item
        for item in session.scalars(
            select(Item).where(Item.name.in_([row["name"] for row in rows]))
        )
    }
    new = []
    for row in rows:
        if row["name"] in known:
            known[row["name"]].price = row["price"]
        else:
            session.add(Item(**row))
            new.append(row["name"])
    session.flush()
    return sorted(new)


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
rows = [dict(name="Cup", price=7), dict(name="Jug", price=18)]
with Session(engine) as session:
    print(take_in(session, rows))
    session.commit()
