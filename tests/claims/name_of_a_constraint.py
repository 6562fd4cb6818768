"""On PostgreSQL the driver's exception knows the name of the rule that was broken."""

from sqlalchemy import URL, String, create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

DRIVERS = ["postgresql+psycopg"]


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(50), unique=True)


def prove(url: URL) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    name = None
    with Session(engine) as session:
        session.add_all([Customer(username="mira"), Customer(username="mira")])
        try:
            session.commit()
        except IntegrityError as error:
            diagnosis = getattr(error.orig, "diag", None)
            name = getattr(diagnosis, "constraint_name", None)
    engine.dispose()

    assert name == "customers_username_key"
