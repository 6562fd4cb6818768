# Meets: the jar is empty again: what makes a row last?
from sqlalchemy import Engine, String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column


class Base(DeclarativeBase):
    pass


class Cookie(Base):
    __tablename__ = "cookies"

    cookie_id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), index=True)
    quantity: Mapped[int]


def restock(engine: Engine, name: str, count: int) -> int:
    query = select(Cookie).where(Cookie.name == name)
    with Session(engine) as session:
        cookie = session.scalars(query).one_or_none()
        if cookie is None:
            cookie = Cookie(name=name, quantity=0)
            session.add(cookie)
        cookie.quantity += count
        session.flush()
        return cookie.quantity


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
print(restock(engine, "almond", 40), restock(engine, "almond", 12))
