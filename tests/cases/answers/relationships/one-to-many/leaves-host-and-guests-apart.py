# Meets: 1 of 2 guests: what is paired?
from sqlalchemy import ForeignKey
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.orm import mapped_column, relationship


class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)


class Person(Base):
    __tablename__ = "people"
    host_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id")
    )
    host: Mapped["Person | None"] = relationship(
        remote_side="Person.id", overlaps="guests"
    )
    guests: Mapped[list["Person"]] = relationship(overlaps="host")
    gifts: Mapped[list["Gift"]] = relationship(
        back_populates="taker", foreign_keys="Gift.taker_id"
    )


class Gift(Base):
    __tablename__ = "gifts"
    giver_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    taker_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    giver: Mapped[Person] = relationship(foreign_keys=[giver_id])
    taker: Mapped[Person] = relationship(
        back_populates="gifts", foreign_keys=[taker_id]
    )
