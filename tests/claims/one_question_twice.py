"""Whether a transaction sees what others commit: PostgreSQL's default lets it, MariaDB's does not."""

from sqlalchemy import URL, create_engine, func, select, text
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]
LEVELS = {"postgresql": "READ COMMITTED", "mysql": "REPEATABLE READ"}


def begun(session: Session) -> bool:
    """Whether the driver's own connection is in a transaction, by its own account."""
    driver = session.connection().connection.driver_connection
    assert driver
    if session.get_bind().dialect.name == "postgresql":
        return str(driver.info.transaction_status.name) == "INTRANS"
    return int(session.scalar(text("SELECT @@in_transaction")) or 0) == 1


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)
    count = select(func.count()).select_from(Customer)
    ours, theirs = Session(engine), Session(engine)
    level = theirs.connection().get_isolation_level()
    answers = [theirs.scalar(count)]
    in_transaction = begun(theirs)
    ours.add(Customer(username="siri", email="siri@example.com"))
    ours.commit()
    answers.append(theirs.scalar(count))
    theirs.rollback()
    answers.append(theirs.scalar(count))
    theirs.close()

    steady = create_engine(url, isolation_level="REPEATABLE READ")
    towns = []
    with Session(steady) as reader:
        jonas = reader.get_one(Customer, 2)
        ours.get_one(Customer, 2).town = "Ystad"
        ours.commit()
        reader.refresh(jonas)
        towns.append(jonas.town)
        reader.rollback()
        reader.refresh(jonas)
        towns.append(jonas.town)
    ours.close()
    engine.dispose()
    steady.dispose()

    assert level == LEVELS[engine.dialect.name]
    assert in_transaction
    assert answers == ([3, 4, 4] if level == "READ COMMITTED" else [3, 3, 4])
    assert towns == ["Lund", "Ystad"]
