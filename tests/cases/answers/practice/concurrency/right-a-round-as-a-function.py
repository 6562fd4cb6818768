# Meets: nothing
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
    def one_round(session: Session) -> int | None:
        shelf = session.get_one(Shelf, 1)
        stock = shelf.stock
        other_clerk(engine, others.pop() if others else 0)
        if stock >= n:
            shelf.stock = stock - n
        return stock - n if stock >= n else None

    tries = 5
    while tries:
        tries -= 1
        with Session(engine) as session:
            left = one_round(session)
            try:
                session.commit()
                return left
            except exc.StaleDataError:
                pass
    return None


engine = create_engine("sqlite:///shop.db")
Base.metadata.create_all(engine)
with Session(engine) as session, session.begin():
    session.add(Shelf(stock=6))
print(sell(engine, 3, [4]))
