"""A foreign key without a relationship() lets the child go out before its parent."""

from sqlalchemy import URL, ForeignKey, create_engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]


class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)


class Shelf(Base):
    __tablename__ = "shelves"


class Jar(Base):
    __tablename__ = "jars"
    shelf_id: Mapped[int] = mapped_column(ForeignKey("shelves.id"))


class Bottle(Base):
    __tablename__ = "bottles"
    shelf_id: Mapped[int] = mapped_column(ForeignKey("shelves.id"))
    shelf: Mapped[Shelf] = relationship()


def saved(url: URL, *things: Base) -> bool:
    engine = create_engine(url)
    try:
        with Session(engine) as session, session.begin():
            session.add_all(things)
    except IntegrityError:
        return False
    finally:
        engine.dispose()
    return True


def prove(url: URL) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()

    assert not saved(url, Shelf(id=1), Jar(shelf_id=1))
    assert saved(url, Shelf(id=1), Bottle(shelf_id=1))
