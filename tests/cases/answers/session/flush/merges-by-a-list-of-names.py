# Meets: kai was free when you asked, and taken when you inserted
# Same because it asks before it inserts, once for all names
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
            continue
        taken.add(name)
        email = f"{name}@example.com"
        session.add(Customer(username=name, email=email))
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
