"""A list or a dictionary in place of a string: who refuses it, in which words, and who finds something."""

from sqlalchemy import URL, String, create_engine, select
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

DRIVERS = ["postgresql+psycopg", "postgresql+psycopg2", "mysql+pymysql"]
FOUND = {
    "psycopg": [],
    "psycopg2": "operator does not exist: character varying = text[]",
    "pymysql": ["north"],
}
REFUSED = {"psycopg": "cannot adapt type 'dict'", "psycopg2": "can't adapt type 'dict'"}


class Base(DeclarativeBase):
    pass


class Shelf(Base):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50))


def ask(session: Session, name: object) -> list[str] | str:
    """The names that are equal to the value, or the words of the driver."""
    try:
        return list(session.scalars(select(Shelf.name).where(Shelf.name == name)))
    except ProgrammingError as error:
        session.rollback()
        return str(error.orig)


def prove(url: URL) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Shelf(name="north"))
        session.commit()
        listed = ask(session, ["north"])
        mapping = ask(session, {"name": "north"}) if url.get_driver_name() in REFUSED else ""
        assert ask(session, "north") == ["north"]
    engine.dispose()

    expected = FOUND[url.get_driver_name()]
    assert listed == expected if isinstance(expected, list) else expected in listed
    assert REFUSED.get(url.get_driver_name(), "") in mapping
