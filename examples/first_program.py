"""The first program of the guide: store customers, find them, change one."""

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    town: Mapped[str | None]

    def __repr__(self) -> str:
        return f"Customer(id={self.id}, username={self.username!r})"


def main() -> None:
    """Run every step of the chapter on a database in memory."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    mira = Customer(username="mira", email="mira@example.com")
    tove = Customer(username="tove", email="tove@example.com")
    with Session(engine) as session:
        session.add_all([mira, tove])
        session.commit()
    query = select(Customer).where(Customer.username == "tove")
    with Session(engine) as session:
        found = session.scalars(query).one()
        found.town = "Ystad"
        session.commit()
        print(found, "lives in", found.town)
    everybody = select(Customer).order_by(Customer.username)
    with Session(engine) as session:
        for customer in session.scalars(everybody):
            print(customer.username, customer.town)
    engine.dispose()


if __name__ == "__main__":
    main()
