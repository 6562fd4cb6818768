# Meets: nothing
from decimal import Decimal

from sqlalchemy import ForeignKey
from sqlalchemy.ext.associationproxy import AssociationProxy
from sqlalchemy.ext.associationproxy import association_proxy
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

    items: AssociationProxy[list[Item]] = association_proxy(
        "lines", "item"
    )


def put(bundle: Bundle, item: Item, quantity: int) -> None:
    if item not in bundle.items:
        bundle.lines.append(BundleLine(item=item, quantity=0))
    bundle.lines[bundle.items.index(item)].quantity += quantity


def price(bundle: Bundle) -> Decimal:
    costs = [one.quantity * one.item.price for one in bundle.lines]
    return sum(costs, Decimal())
