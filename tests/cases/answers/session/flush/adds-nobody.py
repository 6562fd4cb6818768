# Meets: 3 customers after our commit, not 5
from sqlalchemy import create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop


def enrol(session: Session, names: list[str]) -> list[str]:
    refused = []
    taken = set(session.scalars(select(Customer.username)))
    for name in names:
        if name in taken:
            refused.append(name)
        taken.add(name)
    return refused


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    session.get_one(Customer, 1).town = "Ystad"
    print(enrol(session, ["noor", "mira", "otto", "otto"]))
    session.commit()
    print(session.get_one(Customer, 1).town)
    names = select(Customer.username).order_by(Customer.id)
    print(session.scalars(names).all())
