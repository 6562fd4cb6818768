# Meets: the downgrade left ['id', 'name', 'cost', 'price', 'stock', 'code']
# Same because SQLite refuses the ALTER while the constraint names the column
from collections.abc import Callable

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Column, Engine, String, create_engine, text
from sqlalchemy import inspect

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
    op.drop_column("items", "code")


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
