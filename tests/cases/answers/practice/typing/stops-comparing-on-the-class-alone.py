# Meets: two parcels with equal fields are equal
# Same because the base compares, and the class inherits that
from datetime import datetime

from sqlalchemy import JSON, func
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.orm import MappedAsDataclass, mapped_column


class Base(
    MappedAsDataclass, DeclarativeBase
):
    pass


class Parcel(Base, kw_only=True, eq=False):
    __tablename__ = "parcels"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    weight: Mapped[int] = mapped_column(default=1)
    town: Mapped[str]
    code: Mapped[str | None] = mapped_column(
        default=None, repr=False
    )
    notes: Mapped[list[str]] = mapped_column(
        JSON, default_factory=list
    )
    packed_at: Mapped[datetime | None] = mapped_column(
        insert_default=func.now(), init=False
    )


print(Parcel(town="Lund").weight)
