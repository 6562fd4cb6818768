# Meets: nothing
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Base, Customer


def open_account(engine: Engine, username: str, email: str) -> bool:
    with Session(engine) as session:
        session.add(Customer(username=username, email=email))
        try:
            session.flush()
        except IntegrityError:
            return False
        session.commit()
    return True


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
for name in ["vera", "vera", "kai"]:
    print(open_account(engine, name, f"{name}@example.com"))
