# Meets: host_id is (None, None, None), the host is 1
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

    @property
    def guests(self) -> list["Person"]:
        return self.__dict__.setdefault("_guests", [])

    @property
    def host(self) -> "Person | None":
        return self.__dict__.get("_host")

    @host.setter
    def host(self, host: "Person") -> None:
        self._host = host
        host.guests.append(self)

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
