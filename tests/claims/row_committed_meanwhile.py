"""On MariaDB a SELECT after a duplicate misses the row that was committed meanwhile, and a locking one finds it."""

from sqlalchemy import URL, String, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

DRIVERS = ["mysql+pymysql"]


class Base(DeclarativeBase):
    pass


class Shelf(Base):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)


def prove(url: URL) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    north = select(Shelf.name).where(Shelf.name == "north")
    with Session(engine) as ours, Session(engine) as theirs:
        before = ours.scalars(north).all()
        theirs.add(Shelf(name="north"))
        theirs.commit()
        try:
            with ours.begin_nested():
                ours.add(Shelf(name="north"))
            refused = False
        except IntegrityError:
            refused = True
        plain = ours.scalars(north).all()
        locking = ours.scalars(north.with_for_update(read=True)).all()
    engine.dispose()

    assert refused
    assert before == plain == []
    assert locking == ["north"]
