# Meets: refused ['tove']: tove was there, and noor came twice
from sqlalchemy import create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop


def enrol(session: Session, names: list[str]) -> list[str]:
    refused = []
    try:
        with session.begin_nested():
            for name in names:
                email = f"{name}@example.com"
                session.add(Customer(username=name, email=email))
                session.flush()
    except IntegrityError:
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
