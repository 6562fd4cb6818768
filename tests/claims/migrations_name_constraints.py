"""PostgreSQL names a constraint that has no name; a naming convention then builds it anew, and RENAME CONSTRAINT does not."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import URL, Column, Connection, Integer, MetaData, String, Table, create_engine, inspect, text

DRIVERS = ["postgresql+psycopg"]
NAMED = MetaData(naming_convention={"uq": "uq_%(table_name)s_%(column_0_name)s"})
LOCKS = text(
    "SELECT mode FROM pg_locks WHERE relation = CAST('customers' AS regclass) AND mode = 'AccessExclusiveLock' AND granted"
)
Table(
    "customers",
    NAMED,
    Column("id", Integer, primary_key=True),
    Column("username", String(50), unique=True, nullable=False),
)


def names(connection: Connection) -> list[str | None]:
    """The names of the unique constraints of the customers."""
    return [each["name"] for each in inspect(connection).get_unique_constraints("customers")]


def prove(url: URL) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE customers (id SERIAL PRIMARY KEY, username VARCHAR(50) NOT NULL UNIQUE)"))
        op = Operations(MigrationContext.configure(connection))
        op.add_column("customers", Column("email", String(200)))
        op.create_unique_constraint(None, "customers", ["email"])
        connection.commit()
        given = names(connection)
        op.drop_constraint("customers_email_key", "customers", type_="unique")
        op.drop_column("customers", "email")
        connection.commit()
        left = names(connection)
        found = compare_metadata(MigrationContext.configure(connection), NAMED)
        connection.rollback()
        op.drop_constraint("customers_username_key", "customers", type_="unique")
        connection.rollback()
        op.create_unique_constraint("uq_customers_username", "customers", ["username"])
        locked = connection.scalars(LOCKS).all()
        connection.rollback()
        connection.execute(
            text("ALTER TABLE customers RENAME CONSTRAINT customers_username_key TO uq_customers_username")
        )
        renamed = compare_metadata(MigrationContext.configure(connection), NAMED)
    engine.dispose()

    assert sorted(str(name) for name in given) == ["customers_email_key", "customers_username_key"]
    assert left == ["customers_username_key"]
    assert [(step, one.name) for step, one in found] == [
        ("remove_constraint", "customers_username_key"),
        ("add_constraint", "uq_customers_username"),
    ]
    assert locked == ["AccessExclusiveLock"]
    assert renamed == []
