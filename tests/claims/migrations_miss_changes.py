"""Alembic's comparison misses a CHECK, a default and a new member of an Enum, where the Enum is a type of the database too."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import URL, CheckConstraint, Enum, create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

DRIVERS = ["postgresql+psycopg"]


class Before(DeclarativeBase):
    pass


class Box(Before):
    __tablename__ = "boxes"
    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[str] = mapped_column(Enum("SMALL", "LARGE", name="size"))
    places: Mapped[int]


class After(DeclarativeBase):
    pass


class Bin(After):
    __tablename__ = "boxes"
    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[str] = mapped_column(Enum("SMALL", "LARGE", "HUGE", name="size"))
    places: Mapped[int] = mapped_column(server_default="9")
    __table_args__ = (CheckConstraint("places > 0", name="some"),)


def prove(url: URL) -> None:
    engine = create_engine(url)
    Before.metadata.create_all(engine)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), After.metadata)
    engine.dispose()

    assert found == []
