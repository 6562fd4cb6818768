"""LIKE and capitals, and the place of NULL in an order, on PostgreSQL and MariaDB."""

from sqlalchemy import URL, ColumnElement, create_engine, select
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from examples.shop import Customer, Item, open_shop

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)

    def found(condition: ColumnElement[bool]) -> list[str]:
        return sorted(session.scalars(select(Item.name).where(condition)))

    def towns(order: ColumnElement[str | None]) -> list[str | None]:
        return list(session.scalars(select(Customer.town).order_by(order)))

    with Session(engine) as session:
        like, ilike = found(Item.name.like("t_a%")), found(Item.name.ilike("t_a%"))
        contains = found(Item.name.icontains("TEA"))
        plain = towns(Customer.town.expression)
        orders: list[list[str | None] | None] = []
        for order in (Customer.town.nulls_first(), Customer.town.nulls_last()):
            try:
                orders.append(towns(order))
            except ProgrammingError:
                orders.append(None)
                session.rollback()
    engine.dispose()

    assert (ilike, contains) == (["Teapot", "Tray"], ["Teapot"])
    if url.get_backend_name() == "postgresql":
        assert like == []
        assert plain == ["Lund", "Malmö", None]
        assert orders == [[None, "Lund", "Malmö"], ["Lund", "Malmö", None]]
    else:
        assert like == ["Teapot", "Tray"]
        assert plain == [None, "Lund", "Malmö"]
        assert orders == [None, None]
