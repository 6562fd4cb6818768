"""A sales report on the shop: joins, a CTE that serves three statements, and window functions.

Run it with `python examples/report.py`: the folder of a program is where its imports are looked for first.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from shop import Customer, Item, Order, OrderLine, Tag, open_shop
from sqlalchemy import CTE, Date, create_engine, func, select
from sqlalchemy.orm import Session

# A later order: who, when, and how many of which item.
SPRING = [
    ("mira", date(2026, 3, 20), {"Cup": 6}),
    ("tove", date(2026, 4, 2), {"Tray": 2, "Cup": 2}),
    ("jonas", date(2026, 4, 11), {"Teapot": 2}),
    ("mira", date(2026, 4, 30), {"Kettle": 1, "Tray": 1}),
    ("tove", date(2026, 5, 8), {"Cup": 4}),
]


def sell(session: Session) -> None:
    """Add the orders of the spring, and a customer who orders nothing."""
    items = {item.name: item for item in session.scalars(select(Item))}
    customers = {one.username: one for one in session.scalars(select(Customer))}
    for name, day, basket in SPRING:
        lines = [OrderLine(item=items[item], quantity=number) for item, number in basket.items()]
        session.add(Order(customer=customers[name], placed_on=day, lines=lines))
        session.flush()  # One flush would insert the orders of a customer in any order.
    session.add(Customer(username="noor", email="noor@example.com", town="Ystad"))
    session.commit()


def worths() -> CTE:
    """One row for each order: what its lines come to."""
    worth = func.sum(OrderLine.quantity * Item.price).label("worth")
    return (
        select(Order.id, Order.customer_id, Order.placed_on, worth)
        .join(Order.lines)
        .join(OrderLine.item)
        .group_by(Order.id, Order.customer_id, Order.placed_on)
        .cte("worths")
    )


def accounts(session: Session) -> Iterator[str]:
    """Every order, with what its customer has spent so far and the days since the order before."""
    order = worths()
    customer, by_day = order.c.customer_id, (order.c.placed_on, order.c.id)
    so_far = func.sum(order.c.worth).over(partition_by=customer, order_by=by_day)
    # lag() has no type of its own: without one, SQLite's text would come back instead of a date.
    before = func.lag(order.c.placed_on, type_=Date).over(partition_by=customer, order_by=by_day)
    query = (
        select(Customer.username, order.c.placed_on, order.c.worth, so_far, before)
        .join(order, order.c.customer_id == Customer.id)
        .order_by(Customer.username, order.c.placed_on, order.c.id)
    )
    for name, day, worth, total, last in session.execute(query):
        since = f"{(day - last).days} days" if last else "first"
        yield f"{name:8}{day:%d %b}{worth:9.2f}{total:9.2f}{since:>9}"


def ranking(session: Session) -> Iterator[str]:
    """Every customer by what was spent, also those who spent nothing, with the share of the whole."""
    order = worths()
    spent = func.coalesce(func.sum(order.c.worth), Decimal(0))
    place = func.rank().over(order_by=spent.desc()).label("place")
    whole = func.sum(spent).over().label("whole")
    query = (
        select(place, Customer.username, func.count(order.c.id), spent, whole)
        .outerjoin(order, order.c.customer_id == Customer.id)
        .group_by(Customer.id, Customer.username)
        .order_by(place, Customer.username)
    )
    for rank, name, orders, worth, total in session.execute(query):
        noun = "order" if orders == 1 else "orders"
        yield f"{rank}. {name:8}{orders:2} {noun:6}{worth:9.2f}{worth / total:8.1%}"


def months(session: Session) -> Iterator[str]:
    """Each month's turnover, and the change since the month before; `strftime()` is SQLite's."""
    order = worths()
    month = func.strftime("%Y-%m", order.c.placed_on).label("month")
    worth = func.sum(order.c.worth)
    change = (worth - func.lag(worth).over(order_by=month)).label("change")
    query = select(month, worth, change).group_by(month).order_by(month)
    for name, turnover, more in session.execute(query):
        yield f"{name}{turnover:10.2f}" + (f"{more:+10.2f}" if more is not None else "")


def best_of_each_tag(session: Session) -> Iterator[str]:
    """The item of each tag that sold most pieces; a window can't stand in WHERE, so it is wrapped."""
    pieces = func.sum(OrderLine.quantity).label("pieces")
    nth = func.row_number().over(partition_by=Tag.id, order_by=(pieces.desc(), Item.name)).label("nth")
    sold = (
        select(Tag.name.label("tag"), Item.name.label("item"), pieces, nth)
        .join(Tag.items)
        .join(OrderLine, OrderLine.item_id == Item.id)
        .group_by(Tag.id, Tag.name, Item.id, Item.name)
        .subquery()
    )
    query = select(sold.c.tag, sold.c.item, sold.c.pieces).where(sold.c.nth == 1)
    for tag, item, number in session.execute(query.order_by(sold.c.tag)):
        yield f"{tag:10}{item:8}{number:3} pieces"


def main() -> None:
    """Print the four parts of the report."""
    engine = create_engine("sqlite://")
    open_shop(engine)
    parts = {
        "Accounts": accounts,
        "Customers": ranking,
        "Months": months,
        "Best of each tag": best_of_each_tag,
    }
    with Session(engine) as session:
        sell(session)
        for title, part in parts.items():
            print(title, *part(session), sep="\n  ")
    engine.dispose()


if __name__ == "__main__":
    main()
