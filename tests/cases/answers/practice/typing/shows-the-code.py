# Meets: Parcel(id=None, weight=1, town='Lund', code='0815'
from datetime import datetime

from sqlalchemy import JSON, func
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.orm import MappedAsDataclass, mapped_column


class Base(
    MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False
):
    pass


class Parcel(Base, kw_only=True):
    __tablename__ = "parcels"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    weight: Mapped[int] = mapped_column(default=1)
    town: Mapped[str]
    code: Mapped[str | None] = mapped_column(
        default=None
    )
    notes: Mapped[list[str]] = mapped_column(
        JSON, default_factory=list
    )
    packed_at: Mapped[datetime | None] = mapped_column(
        insert_default=func.now(), init=False
    )


print(Parcel(town="Lund").weight)
