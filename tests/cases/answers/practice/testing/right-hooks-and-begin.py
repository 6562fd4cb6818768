# Meets: nothing
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop

count = select(func.count()).select_from(Customer)


@contextmanager
def rolled_back(engine: Engine) -> Iterator[Session]:
    hooked = create_engine(engine.url)
    event.listen(
        hooked,
        "connect",
        lambda raw, _: setattr(raw, "isolation_level", None),
    )
    event.listen(
        hooked,
        "begin",
        lambda connection: connection.exec_driver_sql("BEGIN"),
    )
    with hooked.connect() as connection:
        outer = connection.begin()
        session = Session(
            connection, join_transaction_mode="create_savepoint"
        )
        try:
            yield session
        finally:
            session.close()
            outer.rollback()


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
