"""A Session in an outer transaction commits and is rolled back; the keys go on, and now() stands still on PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import URL, Engine, String, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(50))
    enrolled: Mapped[datetime] = mapped_column(server_default=func.now())


@contextmanager
def rolled_back(engine: Engine) -> Iterator[Session]:
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        outer.rollback()


def enrol(session: Session, username: str) -> Customer:
    customer = Customer(username=username)
    session.add(customer)
    session.commit()
    session.refresh(customer)
    return customer


def prove(url: URL) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    count = select(func.count()).select_from(Customer)
    keys, counts, times = [], [], []
    for _ in range(2):
        with rolled_back(engine) as session:
            counts.append(session.scalar(count))
            keys.append(enrol(session, "noor").id)
            session.execute(select(func.pg_sleep(0.01) if url.get_backend_name() == "postgresql" else func.sleep(0.01)))
            enrol(session, "vera")
            times = list(session.scalars(select(Customer.enrolled)))
    engine.dispose()

    assert counts == [0, 0]
    assert keys == [1, 3]
    assert url.get_backend_name() != "postgresql" or len(set(times)) == 1
