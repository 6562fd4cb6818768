"""Walk all relationships of the shop in both directions, add and remove along them, and say what happens.

The models are those of `shop.py` in short, so that this file runs by itself.
"""

from sqlalchemy import Column, ForeignKey, Table, create_engine, func, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(unique=True)
    orders: Mapped[list["Order"]] = relationship(back_populates="customer", order_by="Order.id")


item_tags = Table(
    "item_tags",
    Base.metadata,
    Column("item_id", ForeignKey("items.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),
)


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    tags: Mapped[list["Tag"]] = relationship(secondary=item_tags, back_populates="items", order_by="Tag.id")
    lines: Mapped[list["OrderLine"]] = relationship(back_populates="item", order_by="OrderLine.order_id")


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    items: Mapped[list[Item]] = relationship(secondary=item_tags, back_populates="tags", order_by="Item.id")


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    customer: Mapped[Customer] = relationship(back_populates="orders")
    lines: Mapped[list["OrderLine"]] = relationship(
        back_populates="order", cascade="all, delete-orphan", order_by="OrderLine.item_id"
    )


class OrderLine(Base):
    __tablename__ = "order_lines"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    quantity: Mapped[int] = mapped_column(default=1)
    order: Mapped[Order] = relationship(back_populates="lines")
    item: Mapped[Item] = relationship(back_populates="lines")


def fill(session: Session) -> None:
    """Save two customers, three items and two orders: `add()` goes on along the lists."""
    mira, jonas = Customer(username="mira"), Customer(username="jonas")
    teapot, cup, kettle = (Item(name=name) for name in ("Teapot", "Cup", "Kettle"))
    kitchen, gift = Tag(name="kitchen"), Tag(name="gift")
    session.add_all([mira, jonas, teapot, cup, kettle, kitchen, gift])
    teapot.tags = [kitchen, gift]
    kettle.tags.append(kitchen)
    mira.orders.append(Order(lines=[OrderLine(item=teapot), OrderLine(item=cup, quantity=4)]))
    jonas.orders.append(Order(lines=[OrderLine(item=kettle)]))
    print(f"{len(session.new)} objects wait, and we added 7")
    session.commit()


def content(order: Order) -> str:
    """What is in an order, as in `1 Teapot, 4 Cup`."""
    return ", ".join(f"{line.quantity} {line.item.name}" for line in order.lines) or "nothing"


def walk(session: Session) -> None:
    """Go from the customers down to the tags, and from the tags up to the customers."""
    down = selectinload(Customer.orders).selectinload(Order.lines).joinedload(OrderLine.item)
    for customer in session.scalars(select(Customer).order_by(Customer.id).options(down)):
        for order in customer.orders:
            print(f"{customer.username} ordered {content(order)}")
    for tag in session.scalars(select(Tag).order_by(Tag.id)):
        buyers = [f"{item.name} by {line.order.customer.username}" for item in tag.items for line in item.lines]
        print(f"{tag.name}: {', '.join(buyers)}")


def move(session: Session) -> None:
    """Give an order to another customer: both lists and the key follow."""
    mira, jonas = session.get_one(Customer, 1), session.get_one(Customer, 2)
    order = mira.orders[0]
    order.customer = jonas
    session.flush()
    print(f"moved: mira has {len(mira.orders)}, jonas has {len(jonas.orders)}, the key is {order.customer_id}")


def tag(session: Session) -> None:
    """Link and unlink items and tags: the rows in between come and go."""
    kitchen, cup = session.get_one(Tag, 1), session.get_one(Item, 2)
    pairs = select(func.count()).select_from(item_tags)
    kitchen.items.append(cup)
    print(f"cup is tagged {[each.name for each in cup.tags]}, pairs: {session.scalar(pairs)}")
    cup.tags.remove(kitchen)
    print(f"kitchen holds {[item.name for item in kitchen.items]}, pairs: {session.scalar(pairs)}")
    session.delete(kitchen)
    session.flush()
    print(f"kitchen is deleted, pairs: {session.scalar(pairs)}")


def remove(session: Session) -> None:
    """Take a line out of an order, and delete the order: its other lines go too."""
    order = session.get_one(Order, 1)
    lines = select(func.count()).select_from(OrderLine)
    order.lines.remove(order.lines[0])
    print(f"the order has {content(order)}, lines stored: {session.scalar(lines)}")
    session.delete(order)
    session.flush()
    print(f"the order is deleted, lines stored: {session.scalar(lines)}")


def main() -> None:
    """Run every step on a database in memory."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    for step in (fill, walk, move, tag, remove):
        with Session(engine) as session:
            step(session)
            session.commit()
    engine.dispose()


if __name__ == "__main__":
    main()
