# Meets: item_id 2 leads to Item(id=1, name='Teapot'): what makes review.item?
from sqlalchemy import ForeignKey, String, create_engine
from sqlalchemy.orm import Mapped, Session
from sqlalchemy.orm import mapped_column, object_session

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
    helpful: Mapped[int] = mapped_column(default=0)

    @property
    def item(self) -> Item | None:
        session = object_session(self)
        return session and session.get(Item, 1)


engine = create_engine("sqlite://")
open_shop(engine)
columns = Review.__table__.columns
print([column.name for column in columns if column.nullable])
