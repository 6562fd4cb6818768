# Meets: the downgrade left the rows []
from collections.abc import Callable

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Engine, Integer, Numeric, String
from sqlalchemy import create_engine, inspect, text

from examples.shop import open_shop


def upgrade(op: Operations) -> None:
    op.add_column("items", Column("code", String(100)))
    op.execute("UPDATE items SET code = lower(name)")
    with op.batch_alter_table("items") as batch:
        batch.alter_column(
            "code", existing_type=String(100), nullable=False
        )
        batch.create_unique_constraint("uq_items_code", ["code"])


def downgrade(op: Operations) -> None:
    op.drop_table("items")
    op.create_table(
        "items",
        Column("id", Integer, primary_key=True),
        Column("name", String(100), nullable=False, unique=True),
        Column("cost", Numeric(10, 2)),
        Column("price", Numeric(10, 2), nullable=False),
        Column("stock", Integer, nullable=False),
    )


def migrate(
    engine: Engine, step: Callable[[Operations], None]
) -> None:
    with engine.begin() as connection:
        step(Operations(MigrationContext.configure(connection)))


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
migrate(engine, upgrade)
with engine.connect() as connection:
    query = text("SELECT name, code FROM items ORDER BY id")
    print(connection.execute(query).all())
