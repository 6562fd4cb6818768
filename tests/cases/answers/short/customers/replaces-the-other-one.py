# Meets: the addresses are
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Base, Customer


def open_account(engine: Engine, username: str, email: str) -> bool:
    with Session(engine) as session:
        query = select(Customer).where(Customer.username == username)
        for other in session.scalars(query):
            session.delete(other)
        session.flush()
        session.add(Customer(username=username, email=email))
        try:
            session.commit()
        except IntegrityError:
            return False
    return True


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
for name in ["vera", "vera", "kai"]:
    print(open_account(engine, name, f"{name}@example.com"))
