# Meets: 1 for three statements: what is counted?
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.orm import Session

from examples.shop import Item, Order, OrderLine, open_shop


def sent_by(
    engine: Engine, report: Callable[[Session], object]
) -> int:
    sent: list[str] = []

    def note(conn: Any, cursor: Any, sql: str, *_: Any) -> None:
        sent.append(sql)

    event.listen(engine, "before_cursor_execute", note)
    try:
        with Session(engine) as session:
            report(session)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return 1


def sales(session: Session) -> list[str]:
    lines = select(Order.id, Item.name).join(Order.lines)
    found = lines.join(OrderLine.item).order_by(Order.id, Item.id)
    return [
        f"{id_}: {name}" for id_, name in session.execute(found)
    ]


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    print(sales(session))
print("statements:", sent_by(engine, sales))
