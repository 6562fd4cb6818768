# Meets: 3 lines, and 12 were sold: which rows does it read?
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
    return len(sent)


def sales(session: Session) -> list[str]:
    session.scalar(select(Order.id))
    return ["1: Teapot", "1: Cup", "2: Kettle"]


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    print(sales(session))
print("statements:", sent_by(engine, sales))
