# Meets: a time without a zone was saved: which moment?
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import DateTime, TypeDecorator, create_engine
from sqlalchemy.orm import Mapped, Session, mapped_column

from examples.shop import Base


clock = (datetime(2026, 6, 1, 8, m, tzinfo=UTC) for m in range(60))


class UtcDateTime(TypeDecorator[datetime]):
    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        if value and not value.tzinfo:
            value = value.replace(tzinfo=UTC)
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return value and value.replace(tzinfo=UTC)


class Delivery(Base):
    __tablename__ = "deliveries"
    id: Mapped[int] = mapped_column(primary_key=True)
    due: Mapped[datetime] = mapped_column(UtcDateTime)
    left: Mapped[datetime | None] = mapped_column(UtcDateTime)
    booked: Mapped[datetime] = mapped_column(
        UtcDateTime, default=lambda: next(clock)
    )


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
noon = datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=2)))
with Session(engine) as session:
    session.add(delivery := Delivery(due=noon))
    session.commit()
    print(delivery.due, delivery.due == noon)
