# Meets: the giver has the gift: by which key?
# Same because gifts still follows the key of the giver
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
        back_populates="guests", remote_side="Person.id"
    )
    guests: Mapped[list["Person"]] = relationship(
        back_populates="host"
    )
    gifts: Mapped[list["Gift"]] = relationship(
        back_populates="giver", foreign_keys="Gift.giver_id"
    )


class Gift(Base):
    __tablename__ = "gifts"
    giver_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    taker_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    giver: Mapped[Person] = relationship(
        back_populates="gifts", foreign_keys=[giver_id]
    )
    taker: Mapped[Person] = relationship(foreign_keys=[taker_id])
