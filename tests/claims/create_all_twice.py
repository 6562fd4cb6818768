"""Two programs that call create_all() at once can both find a table missing, and the second CREATE TABLE fails."""

from typing import Any

from sqlalchemy import URL, Column, Integer, MetaData, Table, create_engine, event, inspect
from sqlalchemy.exc import DBAPIError

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]


def prove(url: URL) -> None:
    ours, theirs = create_engine(url), create_engine(url)
    metadata, other = MetaData(), MetaData()
    table = Table("vans", metadata, Column("id", Integer, primary_key=True))
    Table("vans", other, Column("id", Integer, primary_key=True))

    def be_faster(*_: Any, **__: Any) -> None:
        """The other program creates the table after ours has looked for it."""
        other.create_all(theirs)

    event.listen(table, "before_create", be_faster)
    failed = False
    try:
        metadata.create_all(ours)
    except DBAPIError as error:
        failed = "exists" in str(error.orig)
    metadata.create_all(ours)
    other.create_all(theirs)
    there = inspect(ours).has_table("vans")
    ours.dispose()
    theirs.dispose()

    assert failed
    assert there
