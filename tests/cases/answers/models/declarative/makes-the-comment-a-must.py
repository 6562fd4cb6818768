# Meets: a comment may be missing: what says so?
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
    comment: Mapped[str] = mapped_column(String(500))
    helpful: Mapped[int] = mapped_column(default=0)
    item: Mapped[Item] = relationship()


engine = create_engine("sqlite://")
open_shop(engine)
columns = Review.__table__.columns
print([column.name for column in columns if column.nullable])
