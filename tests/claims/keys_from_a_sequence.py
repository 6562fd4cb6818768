"""On PostgreSQL a sequence does not notice keys that rows bring along; setval() moves it behind them."""

from sqlalchemy import URL, create_engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

DRIVERS = ["postgresql+psycopg"]


class Base(DeclarativeBase):
    pass


class Shelf(Base):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]


def prove(url: URL) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Shelf(id=1, name="north"))
        session.commit()
        try:
            session.add(Shelf(name="south"))
            session.commit()
            said = ""
        except IntegrityError as error:
            said = str(error.orig)
        session.rollback()
        sequence = func.pg_get_serial_sequence("shelves", "id")
        session.execute(select(func.setval(sequence, func.max(Shelf.id))))
        south = Shelf(name="south")
        session.add(south)
        session.commit()
        key = south.id
    engine.dispose()

    assert 'duplicate key value violates unique constraint "shelves_pkey"' in said
    assert key == 2
