# Meets: a bundle has no lines yet
from decimal import Decimal

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from examples.shop import Base, Item

bundle_items = Table(
    "bundle_items",
    Base.metadata,
    Column("bundle_id", ForeignKey("bundles.id"), primary_key=True),
    Column("item_id", ForeignKey("items.id"), primary_key=True),
)


class Bundle(Base):
    __tablename__ = "bundles"
    id: Mapped[int] = mapped_column(primary_key=True)
    items: Mapped[list[Item]] = relationship(secondary=bundle_items)


def put(bundle: Bundle, item: Item, quantity: int) -> None:
    if item not in bundle.items:
        bundle.items.append(item)
    bundle.counts = getattr(bundle, "counts", {})
    bundle.counts[item] = bundle.counts.get(item, 0) + quantity


def price(bundle: Bundle) -> Decimal:
    counts = bundle.counts.items()
    return sum((item.price * n for item, n in counts), Decimal())


bundle, cup = Bundle(), Item(name="Cup", price=Decimal("6.00"))
put(bundle, cup, 4)
print(price(bundle))
