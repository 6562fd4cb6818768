"""A name that was free when we asked can be taken at the INSERT; a savepoint keeps the rest."""

from sqlalchemy import URL, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)
    find = select(Customer).filter_by(username="noor")
    refused = False
    with Session(engine) as session, session.begin():
        session.get_one(Customer, 1).town = "Ystad"
        free = session.scalar(find) is None
        with Session(engine) as faster, faster.begin():
            faster.add(Customer(username="noor", email="first@example.com"))
        try:
            with session.begin_nested():
                session.add(Customer(username="noor", email="second@example.com"))
        except IntegrityError:
            refused = True
    with Session(engine) as session:
        town = session.get_one(Customer, 1).town
        email = session.scalars(find).one().email
    engine.dispose()

    assert free
    assert refused
    assert (town, email) == ("Ystad", "first@example.com")
