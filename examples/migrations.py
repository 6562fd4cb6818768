"""Alembic from Python: write two revisions, run them up and down, and take over an old database."""

import io
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Engine, MetaData, String, create_engine, inspect, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
OFF = """
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.commit()"""
FILL = """\
    op.execute("UPDATE items SET code = lower(name)")
    with op.batch_alter_table('items') as batch_op:
        batch_op.alter_column('code', existing_type=sa.String(length=20), server_default=None)
"""


class First(DeclarativeBase):
    """The models when the shop opened."""

    metadata = MetaData(naming_convention=NAMES)


class FirstItem(First):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))


class Later(DeclarativeBase):
    """The same models a year later; a real project has one set, and edits it."""

    metadata = MetaData(naming_convention=NAMES)


class LaterItem(Later):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    code: Mapped[str] = mapped_column(String(20))


def project(folder: Path) -> Config:
    """Make the folder of migrations, with batch mode on, and settings that name it."""
    with redirect_stdout(io.StringIO()):  # It names each file that it writes.
        command.init(Config(folder / "alembic.ini"), str(folder / "migrations"))
    env = folder / "migrations" / "env.py"
    source = env.read_text()
    # In a project it reads `from shop.models import Base`, and `Base.metadata` follows.
    source = source.replace("target_metadata = None", 'target_metadata = config.attributes["metadata"]')
    source = source.replace("config.get_section(config.config_ini_section, {})", "config.attributes")
    # On SQLite batch mode drops a table to alter it, and with foreign keys on its children would go along.
    source = source.replace("connect() as connection:", f"connect() as connection:{OFF}")
    source = source.replace("connection=connection,", "connection=connection, render_as_batch=True,")
    env.write_text(source)
    config = Config()
    config.set_main_option("script_location", str(folder / "migrations"))
    return config


def write(config: Config, base: type[DeclarativeBase], number: str, title: str) -> Path:
    """Write a revision from what the models and the database differ in."""
    config.attributes["metadata"] = base.metadata
    with redirect_stdout(io.StringIO()):
        command.revision(config, title, autogenerate=True, rev_id=number)
    (path,) = Path(str(config.get_main_option("script_location")), "versions").glob(f"{number}_*.py")
    return path


def show_step(path: Path) -> None:
    """Print the step up of a revision."""
    source = path.read_text()
    step = source[source.index("def upgrade") : source.index("def downgrade")]
    print(f"--- {path.name}")
    print("\n".join(line for line in step.rstrip().splitlines() if line.strip() and " # " not in line))


def fill_codes(path: Path) -> None:
    """Edit the revision by hand: rows that exist need a code, so the column gets a default until they have one."""
    source = path.read_text()
    source = source.replace("length=20), nullable=False", "length=20), nullable=False, server_default=''", 1)
    first, mark, rest = source.partition("\n\ndef downgrade")
    path.write_text(f"{first.rstrip()}\n{FILL}\n{mark}{rest}")


def show_table(engine: Engine, when: str) -> None:
    """Print the revision, the columns and the rows."""
    with engine.connect() as connection:
        at = connection.scalar(text("SELECT version_num FROM alembic_version"))
        rows = [tuple(row) for row in connection.execute(text("SELECT * FROM items ORDER BY id"))]
    found = inspect(engine).get_columns("items")
    columns = [f"{column['name']}{'' if column['nullable'] else ' NOT NULL'}" for column in found]
    print(f"{when}: revision {at}, columns {', '.join(columns)}")
    print("   ", rows)


def open_at(config: Config, path: Path) -> Engine:
    """Point the migrations to a database, and return an engine for it; a setting would stumble over a `%`."""
    url = config.attributes["sqlalchemy.url"] = URL.create("sqlite", database=str(path))
    return create_engine(url)


def main() -> None:
    """Go up twice, down once and up again; then take over a database that `create_all()` made."""
    with tempfile.TemporaryDirectory() as folder:
        config = project(Path(folder))
        engine = open_at(config, Path(folder, "shop.db"))
        show_step(write(config, First, "0001", "create items"))
        command.upgrade(config, "head")
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO items (name) VALUES ('Teapot'), ('Cup')"))
        show_table(engine, "after the first step")

        second = write(config, Later, "0002", "add code")
        fill_codes(second)
        show_step(second)
        command.upgrade(config, "head")
        show_table(engine, "after the second step")
        command.downgrade(config, "0001")
        show_table(engine, "one step down")
        command.upgrade(config, "head")
        show_table(engine, "up again")
        command.check(config)  # Raises if a model is ahead of the revisions.
        engine.dispose()

        old = open_at(config, Path(folder, "old.db"))
        First.metadata.create_all(old)
        command.stamp(config, "0001")
        command.upgrade(config, "head")
        show_table(old, "the old shop")
        old.dispose()


if __name__ == "__main__":
    main()
