# Meets: nothing
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examples.shop import Base, Item


class BundleLine(Base):
    __tablename__ = "bundle_lines"
    bundle_id: Mapped[int] = mapped_column(
        ForeignKey("bundles.id"), primary_key=True
    )
    item_id: Mapped[int] = mapped_column(
        ForeignKey("items.id"), primary_key=True
    )
    quantity: Mapped[int]
    item: Mapped[Item] = relationship()


class Bundle(Base):
    __tablename__ = "bundles"
    id: Mapped[int] = mapped_column(primary_key=True)
    lines: Mapped[list[BundleLine]] = relationship(
        cascade="all, delete-orphan"
    )

    @property
    def items(self) -> list[Item]:
        return [line.item for line in self.lines]


def put(bundle: Bundle, item: Item, quantity: int) -> None:
    for line in bundle.lines:
        if line.item is item:
            line.quantity += quantity
            return
    bundle.lines.append(BundleLine(item=item, quantity=quantity))


def price(bundle: Bundle) -> Decimal:
    costs = [one.quantity * one.item.price for one in bundle.lines]
    return sum(costs, Decimal())
