"""Walk through the shop at a stroke: from empty tables to a receipt and to what the bank wants to know.

The models are those of `shop.py`, and the steps those of the chapters of the short way.
"""

from datetime import date
from decimal import Decimal

from shop import Base, Customer, Item, Order, OrderLine
from sqlalchemy import create_engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session


def sign_up(session: Session) -> None:
    """Store two customers and four more; the list of the four has one twice, and is refused as a whole."""
    mira = Customer(username="mira", first_name="Mira", last_name="Holm", email="mira@example.com")
    jonas = Customer(username="jonas", first_name="Jonas", last_name="Berg", email="jonas@example.com")
    session.add_all([mira, jonas])
    print(f"{len(session.new)} new customers, the first has the id {mira.id}")
    session.commit()
    print(f"after the commit their ids are {mira.id} and {jonas.id}")
    names = ["tove", "noor", "otto", "vera", "noor"]
    crowd = [Customer(username=name, email=f"{name}@example.com") for name in names]
    session.add_all(crowd)
    try:
        session.commit()
    except IntegrityError as error:
        session.rollback()
        print(error.orig)
    session.add_all(crowd[:4])
    session.commit()


def stock(session: Session) -> None:
    """Put items on the shelves, each with what it cost and what it costs."""
    teapot = Item(name="Teapot", cost=Decimal("14.20"), price=Decimal("24.50"), stock=8)
    cup = Item(name="Cup", cost=Decimal("2.10"), price=Decimal("6.00"), stock=60)
    kettle = Item(name="Kettle", price=Decimal("39.90"))
    session.add_all([teapot, cup, kettle])
    session.commit()


def take_orders(session: Session) -> None:
    """Store two orders with their lines; adding an order adds what hangs on it."""
    people = {each.username: each for each in session.scalars(select(Customer))}
    items = {each.name: each for each in session.scalars(select(Item))}
    first = Order(customer=people["mira"], placed_on=date(2026, 3, 2))
    second = Order(customer=people["jonas"])
    OrderLine(order=first, item=items["Teapot"], quantity=1)
    OrderLine(order=first, item=items["Cup"], quantity=4)
    OrderLine(order=second, item=items["Cup"], quantity=2)
    OrderLine(order=second, item=items["Kettle"])
    session.add_all([first, second])
    print(f"{len(session.new)} objects are new, and 2 were added")
    session.commit()


def print_receipt(session: Session) -> None:
    """Walk from a customer along her orders and their lines to the items."""
    mira = session.scalars(select(Customer).where(Customer.username == "mira")).one()
    for order in mira.orders:
        for line in order.lines:
            print(line.quantity, line.item.name, line.item.price)
        total = sum((line.quantity * line.item.price for line in order.lines), Decimal(0))
        print(f"{mira.first_name} {mira.last_name} pays {total}")


def ask(session: Session) -> None:
    """Have the database find who never ordered, and add up what the others spent."""
    lonely = select(Customer.username).outerjoin(Customer.orders).where(Order.id.is_(None)).order_by(Customer.id)
    print("no order yet:", ", ".join(session.scalars(lonely)))
    spent = func.sum(OrderLine.quantity * Item.price)
    bill = select(Customer.username, spent).join(Customer.orders).join(Order.lines).join(OrderLine.item)
    for name, total in session.execute(bill.group_by(Customer.id, Customer.username).order_by(spent.desc())):
        print(f"{name} spent {total}")


def main() -> None:
    """Take all steps on a database in memory."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for step in (sign_up, stock, take_orders, print_receipt, ask):
            step(session)
    engine.dispose()


if __name__ == "__main__":
    main()
