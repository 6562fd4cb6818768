# Meets: nothing
from sqlalchemy import create_engine, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop


def enrol(session: Session, names: list[str]) -> list[str]:
    refused = []
    for name in names:
        email = f"{name}@example.com"
        new = insert(Customer).values(username=name, email=email)
        new = new.on_conflict_do_nothing(index_elements=["username"])
        if session.scalar(new.returning(Customer.id)) is None:
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
