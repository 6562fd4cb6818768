# Meets: after it Mira lives in Ystad
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop

count = select(func.count()).select_from(Customer)


@contextmanager
def rolled_back(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        before = session.scalars(select(Customer.id)).all()
        try:
            yield session
        finally:
            session.rollback()
            session.execute(delete(Customer).where(Customer.id.not_in(before)))
            session.commit()


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
