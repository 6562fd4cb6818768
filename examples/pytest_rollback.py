"""A set-up for pytest in which each test begins with the same rows, whatever the last one committed.

`pytest examples/pytest_rollback.py` runs it like any test file; as a script it runs itself.
The fixtures belong into a `conftest.py`, the function under test into your program.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from shop import Customer, Order, open_shop
from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

# The program under test.


def enrol(session: Session, names: list[str]) -> list[str]:
    """Commit each customer; returns the names that were refused."""
    refused = []
    for name in names:
        session.add(Customer(username=name, email=f"{name}@example.com"))
        try:
            session.commit()
        except IntegrityError:
            session.rollback()
            refused.append(name)
    return refused


def buyers(session: Session) -> list[str]:
    """The customer of each order, with as many queries for a thousand orders as for two."""
    orders = select(Order).order_by(Order.id).options(selectinload(Order.customer))
    return [order.customer.username for order in session.scalars(orders)]


# The fixtures.


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """One database for the whole run, with true transactions."""
    engine = create_engine("sqlite://")

    @event.listens_for(engine, "connect")
    def leave_begin_to_us(driver: sqlite3.Connection, _: object) -> None:
        driver.isolation_level = None

    @event.listens_for(engine, "begin")
    def send_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    open_shop(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A Session whose commits last until the end of the test."""
    with engine.connect() as connection, connection.begin() as outer:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        outer.rollback()


@contextmanager
def at_most(engine: Engine, most: int) -> Iterator[None]:
    """Fail if the block sends more SELECTs."""
    seen: list[str] = []

    def note(*given: object) -> None:
        if str(given[2]).startswith("SELECT"):
            seen.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(seen) <= most, "\n".join(seen)


numbers = count(1)


def make_customer(session: Session, **values: str) -> Customer:
    """A customer with a name of its own."""
    name = f"guest{next(numbers)}"
    customer = Customer(**({"username": name, "email": f"{name}@example.com"} | values))
    session.add(customer)
    session.flush()
    return customer


# The tests.

customers = select(func.count()).select_from(Customer)


@pytest.mark.parametrize("run", ["first", "second"])
def test_rows_of_a_test_are_gone_in_the_next(session: Session, run: str) -> None:
    assert enrol(session, ["noor"]) == [], run
    assert session.scalar(customers) == 4


def test_a_rollback_keeps_what_was_committed(session: Session) -> None:
    assert enrol(session, ["noor", "mira", "otto"]) == ["mira"]
    assert session.scalar(customers) == 5


def test_a_guest_needs_no_values(session: Session) -> None:
    first, second = make_customer(session), make_customer(session, town="Lund")
    assert (first.town, second.town) == (None, "Lund")


def test_the_report_sends_two_queries(engine: Engine, session: Session) -> None:
    with at_most(engine, 2):
        assert buyers(session) == ["mira", "jonas"]


class Lines:
    """A plugin that prints a line for each test, without times."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.failed:
            print(report.outcome, report.nodeid.partition("::")[2])


if __name__ == "__main__":
    # No settings of the folder, no other plugins: the same result everywhere.
    alone = ["-c", os.devnull, "--disable-plugin-autoload", "-p", "no:cacheprovider", "-p", "no:terminal"]
    print(pytest.ExitCode(pytest.main([*alone, __file__], plugins=[Lines()])).name)
