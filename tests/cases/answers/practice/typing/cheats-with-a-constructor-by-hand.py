# Meets: Parcel is no dataclass
from datetime import datetime

from sqlalchemy import JSON, func
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.orm import mapped_column


class Base(DeclarativeBase):
    pass


class Parcel(Base):
    __tablename__ = "parcels"

    id: Mapped[int] = mapped_column(primary_key=True)
    weight: Mapped[int] = mapped_column(default=1)
    town: Mapped[str]
    code: Mapped[str | None] = mapped_column(
        default=None
    )
    notes: Mapped[list[str]] = mapped_column(
        JSON, default=list
    )
    packed_at: Mapped[datetime | None] = mapped_column(
        insert_default=func.now()
    )

    def __init__(
        self,
        *,
        town: str,
        weight: int = 1,
        code: str | None = None,
        notes: list[str] | None = None,
    ) -> None:
        self.town, self.weight, self.code = town, weight, code
        self.notes = [] if notes is None else notes


print(Parcel(town="Lund").weight)
