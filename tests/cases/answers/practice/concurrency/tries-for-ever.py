# Meets: 7 rounds with a sale
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Mapped, Session, exc, mapped_column

from examples.shop import Base


class Shelf(Base):
    __tablename__ = "shelves"
    id: Mapped[int] = mapped_column(primary_key=True)
    stock: Mapped[int]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}


def other_clerk(engine: Engine, n: int) -> None:
    with Session(engine) as session, session.begin():
        session.get_one(Shelf, 1).stock -= n


def sell(engine: Engine, n: int, others: list[int]) -> int | None:
    while True:
        try:
            with Session(engine) as session, session.begin():
                shelf = session.get_one(Shelf, 1)
                other_clerk(engine, others.pop() if others else 0)
                if shelf.stock < n:
                    return None
                shelf.stock = left = shelf.stock - n
            return left
        except exc.StaleDataError:
            continue


engine = create_engine("sqlite:///shop.db")
Base.metadata.create_all(engine)
with Session(engine) as session, session.begin():
    session.add(Shelf(stock=6))
print(sell(engine, 3, [4]))
