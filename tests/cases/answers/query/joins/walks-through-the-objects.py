# Meets: 11 statements for two reports
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop


def report(
    session: Session, since: date
) -> list[tuple[str, int, int]]:
    rows = []
    for one in session.scalars(select(Customer).order_by(Customer.username)):
        recent = [order for order in one.orders if order.placed_on >= since]
        pieces = sum(line.quantity for order in recent for line in order.lines)
        rows.append((one.username, len(recent), pieces))
    return rows


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(report(session, date(2026, 3, 1)))
