"""The shop: the models and the rows that the guide's chapters share."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Column, Engine, ForeignKey, Numeric, String, Table, func
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Customer(Base):
    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(50), unique=True)
    first_name: Mapped[str | None] = mapped_column(String(100))
    last_name: Mapped[str | None] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(200))
    town: Mapped[str | None] = mapped_column(String(100))
    orders: Mapped[list["Order"]] = relationship(back_populates="customer")

    def __repr__(self) -> str:
        return f"Customer(id={self.id!r}, username={self.username!r})"


item_tags = Table(
    "item_tags",
    Base.metadata,
    Column("item_id", ForeignKey("items.id"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id"), primary_key=True, index=True),
)


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    cost: Mapped[Decimal | None] = mapped_column(Numeric(10, 2))
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    stock: Mapped[int] = mapped_column(default=0)
    tags: Mapped[list["Tag"]] = relationship(secondary=item_tags, back_populates="items")

    def __repr__(self) -> str:
        return f"Item(id={self.id!r}, name={self.name!r})"


class Tag(Base):
    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(50), unique=True)
    items: Mapped[list[Item]] = relationship(secondary=item_tags, back_populates="tags")

    def __repr__(self) -> str:
        return f"Tag(id={self.id!r}, name={self.name!r})"


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"), index=True)
    placed_on: Mapped[date] = mapped_column(default=date.today)
    created_on: Mapped[datetime] = mapped_column(server_default=func.now(), deferred=True)
    updated_on: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now(), deferred=True)
    customer: Mapped[Customer] = relationship(back_populates="orders")
    lines: Mapped[list["OrderLine"]] = relationship(back_populates="order", cascade="all, delete-orphan")

    def __repr__(self) -> str:
        return f"Order(id={self.id!r}, customer_id={self.customer_id!r})"


class OrderLine(Base):
    __tablename__ = "order_lines"

    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True, index=True)
    quantity: Mapped[int] = mapped_column(default=1)
    order: Mapped[Order] = relationship(back_populates="lines")
    item: Mapped[Item] = relationship()

    def __repr__(self) -> str:
        return f"OrderLine(order_id={self.order_id!r}, item_id={self.item_id!r})"


def open_shop(engine: Engine) -> None:
    """Create the tables and commit the rows: three customers, four items, two orders."""
    Base.metadata.create_all(engine)
    mira = Customer(username="mira", first_name="Mira", last_name="Holm", email="mira@example.com", town="Malmö")
    jonas = Customer(username="jonas", first_name="Jonas", last_name="Berg", email="jonas@example.com", town="Lund")
    tove = Customer(username="tove", first_name="Tove", email="tove@example.com")
    teapot = Item(name="Teapot", cost=Decimal("14.20"), price=Decimal("24.50"), stock=8)
    cup = Item(name="Cup", cost=Decimal("2.10"), price=Decimal("6.00"), stock=60)
    kettle = Item(name="Kettle", cost=Decimal("22.00"), price=Decimal("39.90"), stock=3)
    tray = Item(name="Tray", price=Decimal("12.75"))
    kitchen, gift = Tag(name="kitchen"), Tag(name="gift")
    tags = {teapot: [kitchen, gift], cup: [kitchen], kettle: [kitchen]}
    first = Order(customer=mira, placed_on=date(2026, 3, 2))
    first.lines = [OrderLine(item=teapot, quantity=1), OrderLine(item=cup, quantity=4)]
    second = Order(customer=jonas, placed_on=date(2026, 3, 9))
    second.lines = [OrderLine(item=kettle, quantity=1)]
    with Session(engine) as session, session.begin():
        session.add_all([mira, jonas, tove, teapot, cup, kettle, tray, first, second])
        for item, named in tags.items():
            item.tags = named
            session.flush()  # One flush would insert the rows of all items in any order.
