# Meets: nothing
from collections.abc import Callable

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Engine, String, column, create_engine
from sqlalchemy import func, inspect, table, text

from examples.shop import open_shop


def upgrade(op: Operations) -> None:
    with op.batch_alter_table("items") as batch:
        batch.add_column(Column("code", String(100), nullable=True))
    items = table("items", column("name"), column("code"))
    op.execute(items.update().values(code=func.lower(items.c.name)))
    with op.batch_alter_table("items") as batch:
        batch.create_unique_constraint("uq_items_code", ["code"])
        batch.alter_column("code", nullable=False)


def downgrade(op: Operations) -> None:
    with op.batch_alter_table("items") as batch:
        batch.drop_constraint("uq_items_code", type_="unique")
        batch.drop_column("code")


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
