# Meets: nothing
from collections.abc import Callable

from sqlalchemy import Engine, create_engine, event, select
from sqlalchemy.orm import Session, joinedload

from examples.shop import Order, OrderLine, open_shop


def sent_by(
    engine: Engine, report: Callable[[Session], object]
) -> int:
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    event.listen(engine, "before_cursor_execute", note)
    try:
        with Session(engine) as session:
            report(session)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return count


def sales(session: Session) -> list[str]:
    found = []
    path = joinedload(Order.lines).joinedload(OrderLine.item)
    query = select(Order).options(path).order_by(Order.id)
    for order in session.scalars(query).unique():
        for line in order.lines:
            found.append(f"{order.id}: {line.item.name}")
    return found


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    print(sales(session))
print("statements:", sent_by(engine, sales))
