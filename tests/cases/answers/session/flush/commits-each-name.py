# Meets: others see 5 customers: who committed?
from sqlalchemy import create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop


def enrol(session: Session, names: list[str]) -> list[str]:
    refused = []
    for name in names:
        email = f"{name}@example.com"
        session.add(Customer(username=name, email=email))
        try:
            session.commit()
        except IntegrityError:
            session.rollback()
            refused.append(name)
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
