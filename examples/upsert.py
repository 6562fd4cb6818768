"""Rows that may exist already: upsert a price list, get or create tags, and merge a customer.

For PostgreSQL write `postgresql.insert` where `sqlite.insert` stands: each dialect has its own upsert.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from shop import Customer, Item, Tag, open_shop
from sqlalchemy import create_engine, select
from sqlalchemy.dialects import mysql, postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session


def upsert_items(session: Session, rows: Sequence[dict[str, Any]]) -> list[Item]:
    """Insert items or set the price of those that the shop has, matched by name.

    Returns them as objects that show the new prices, also if the Session held them before.
    """
    if not rows:
        return []  # An empty list would ask for one row of defaults.
    rows = list({row["name"]: row for row in rows}.values())  # PostgreSQL refuses a name twice; the last row counts.
    put = sqlite.insert(Item)
    put = put.on_conflict_do_update(
        index_elements=[Item.name],
        set_={"price": put.excluded.price},
        # Rows whose price stays are left alone, and are not returned.
        where=Item.price != put.excluded.price,
    )
    fresh = {"populate_existing": True}
    items = session.scalars(put.returning(Item), rows, execution_options=fresh)
    return sorted(items, key=lambda item: item.name)


def get_or_create(session: Session, name: str) -> tuple[Tag, bool]:
    """Return the tag of that name, and whether this call has made it; safe if two call it at once."""
    find = select(Tag).filter_by(name=name)
    tag = session.scalar(find)
    if tag:
        return tag, False
    make = sqlite.insert(Tag).values(name=name).on_conflict_do_nothing()
    made = session.scalar(make.returning(Tag.id))
    return session.scalars(find).one(), made is not None


def get_or_create_anywhere(session: Session, name: str) -> Tag:
    """The same without an INSERT of the dialect: a savepoint keeps a failed one from ending the transaction.

    On SQLite the engine needs the two hooks for savepoints, or a rollback may come too late.
    """
    find = select(Tag).filter_by(name=name)
    tag = session.scalar(find)
    if tag is None:
        try:
            with session.begin_nested():
                tag = Tag(name=name)
                session.add(tag)
        except IntegrityError:
            # A plain SELECT may read a snapshot that is older than the row, as on MariaDB; one that locks does not.
            tag = session.scalars(find.with_for_update(read=True)).one()
    return tag


def statements() -> None:
    """Print how three databases spell an upsert."""
    values = {"name": "Cup", "price": Decimal("6.50"), "stock": 0}
    for dialect in (sqlite, postgresql):
        put = dialect.insert(Item).values(values)
        put = put.on_conflict_do_update(index_elements=["name"], set_={"price": put.excluded.price})
        print(
            f"{dialect.__name__.rpartition('.')[2]}:", str(put.compile(dialect=dialect.dialect())).partition(" ON ")[2]
        )
    other = mysql.insert(Item).values(values)
    other = other.on_duplicate_key_update(price=other.inserted.price)
    print("mysql:", str(other.compile(dialect=mysql.dialect())).partition(" ON ")[2])


def main() -> None:
    """Run each of them on a database in memory."""
    engine = create_engine("sqlite://")
    open_shop(engine)
    prices = [
        {"name": "Teapot", "price": Decimal("25.50")},
        {"name": "Cup", "price": Decimal("6.00")},
        {"name": "Jug", "price": Decimal("17.00")},
        {"name": "Jug", "price": Decimal("18.00")},
    ]
    with Session(engine) as session, session.begin():
        teapot = session.get_one(Item, 1)
        print("before:", teapot.name, teapot.price)
        for item in upsert_items(session, prices):
            print("new or changed:", item.name, item.price, "stock", item.stock)
        print("the loaded object:", teapot.name, teapot.price)
    with Session(engine) as session, session.begin():
        for name in ("gift", "summer", "summer"):
            tag, made = get_or_create(session, name)
            print(tag, "made" if made else "found")
        print(get_or_create_anywhere(session, "winter"))
    with Session(engine) as session, session.begin():
        # Merge knows the primary key alone, so it is for an object whose key you have.
        merged = session.merge(Customer(id=3, town="Ystad"))
        print("merged:", merged.username, merged.town)
    statements()
    engine.dispose()


if __name__ == "__main__":
    main()
