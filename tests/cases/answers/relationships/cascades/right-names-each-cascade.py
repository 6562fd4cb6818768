# Meets: nothing
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.orm import mapped_column, relationship


class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)


class Person(Base):
    __tablename__ = "people"
    carts: Mapped[list["Cart"]] = relationship(
        cascade="save-update, delete, delete-orphan"
    )
    reviews: Mapped[list["Review"]] = relationship()


class Cart(Base):
    __tablename__ = "carts"
    person_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE")
    )
    lines: Mapped[list["Line"]] = relationship(
        cascade="save-update, delete, delete-orphan"
    )


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
