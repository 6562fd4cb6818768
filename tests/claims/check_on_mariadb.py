"""On MariaDB a broken CHECK is an OperationalError, and length() counts bytes."""

from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import OperationalError

DRIVERS = ["mysql+pymysql"]


def prove(url: URL) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE towns (name VARCHAR(30), CHECK (length(name) > 2))"))
        counted = connection.execute(text("SELECT length('Malmö'), char_length('Malmö')")).one()
        try:
            connection.execute(text("INSERT INTO towns VALUES ('Å')"))
        except OperationalError:
            broken = True
    engine.dispose()

    assert tuple(counted) == (6, 5)
    assert broken
