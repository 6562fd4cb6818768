# Meets: ['trips', 'vans.seats']: whose wheels are there?
from sqlalchemy import Engine, MetaData, create_engine
from sqlalchemy import inspect, text

from examples.shop import Base

engine = create_engine("sqlite:///shop.db")


def missing(engine: Engine, metadata: MetaData) -> list[str]:
    inspector = inspect(engine)
    tables = inspector.get_table_names()
    there = set()
    for name in tables:
        there |= {one["name"] for one in inspector.get_columns(name)}
    found = []
    for table in metadata.tables.values():
        if table.name not in tables:
            found.append(table.name)
            continue
        for column in table.columns:
            if column.name not in there:
                found.append(f"{table.name}.{column.name}")
    return sorted(found)


with engine.begin() as connection:
    connection.execute(text("CREATE TABLE tags (id INTEGER)"))
Base.metadata.create_all(engine)
print(missing(engine, Base.metadata))
