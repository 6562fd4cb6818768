# Meets: no review has 0 in helpful: what gives it one?
# Same because a default of the class is none of the table
from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import Mapped, Session
from sqlalchemy.orm import mapped_column, relationship

from examples.shop import Base, Item, open_shop


class Review(Base):
    __tablename__ = "reviews"

    item_id: Mapped[int] = mapped_column(
        ForeignKey("items.id"), primary_key=True
    )
    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id"), primary_key=True
    )
    stars: Mapped[int]
    comment: Mapped[str | None] = mapped_column(String(500))
    helpful: Mapped[int]
    item: Mapped[Item] = relationship()

    def __init__(self, **values: object) -> None:
        super().__init__(helpful=0, **values)


engine = create_engine("sqlite://")
open_shop(engine)
columns = Review.__table__.columns
print([column.name for column in columns if column.nullable])
