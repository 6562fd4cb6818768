# Meets: 5 customers after the test, 3 COMMITs: who owns
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop

count = select(func.count()).select_from(Customer)


@contextmanager
def rolled_back(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        try:
            yield session
        finally:
            session.rollback()


def import_names(session: Session, names: list[str]) -> None:
    for name in names:
        session.add(Customer(username=name, email="@"))
        try:
            session.commit()
        except IntegrityError:
            session.rollback()


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with rolled_back(engine) as session:
    import_names(session, ["noor", "mira"])
with Session(engine) as session:
    print("the next test sees", session.scalar(count))
