# Meets: ['', '', '']: what stands for no town?
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column


class Base(DeclarativeBase):
    pass


class Supplier(Base):
    __tablename__ = "suppliers"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    town: Mapped[str]


def enter(engine: Engine, names: list[str]) -> list[int]:
    Base.metadata.create_all(engine)
    suppliers = [Supplier(name=name, town="") for name in names]
    with Session(engine) as session:
        session.add_all(suppliers)
        session.commit()
        return [supplier.id for supplier in suppliers]


def move(engine: Engine, name: str, town: str) -> None:
    query = select(Supplier).where(Supplier.name == name)
    with Session(engine) as session:
        session.scalars(query).one().town = town
        session.commit()


engine = create_engine("sqlite://")
print(enter(engine, ["Nordic Tea", "Old Pottery"]))
