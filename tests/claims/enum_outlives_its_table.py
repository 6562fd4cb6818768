"""On PostgreSQL drop() of a table leaves its ENUM, and so does a downgrade of Alembic, unless it drops the type."""

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import URL, Column, Connection, Enum, Integer, MetaData, Table, create_engine, text
from sqlalchemy.exc import ProgrammingError

DRIVERS = ["postgresql+psycopg"]
METADATA = MetaData()
BOXES = Table("boxes", METADATA, Column("id", Integer, primary_key=True), Column("size", Enum("S", "L", name="size")))
TYPES = text("SELECT typname FROM pg_type WHERE typtype = 'e'")


def create(connection: Connection) -> None:
    """The step up, in a command of its own."""
    op = Operations(MigrationContext.configure(connection))
    op.create_table("boxes", Column("id", Integer, primary_key=True), Column("size", Enum("S", "L", name="size")))


def types(connection: Connection) -> list[str]:
    return list(connection.scalars(TYPES))


def prove(url: URL) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        BOXES.create(connection)
        BOXES.drop(connection)
        after_drop = types(connection)
        METADATA.create_all(connection)
        METADATA.drop_all(connection)
        after_drop_all = types(connection)
        create(connection)
        op = Operations(MigrationContext.configure(connection))
        op.drop_table("boxes")
        connection.commit()
        said = ""
        try:
            create(connection)
        except ProgrammingError as error:
            said = str(error.orig)
        connection.rollback()
        Enum(name="size").drop(op.get_bind())
        after_downgrade = types(connection)
        create(connection)
    engine.dispose()

    assert after_drop == ["size"]
    assert after_drop_all == after_downgrade == []
    assert 'type "size" already exists' in said
