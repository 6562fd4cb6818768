# Meets: ['vans', 'trips']: in which order?
from sqlalchemy import Engine, MetaData, create_engine
from sqlalchemy import inspect, text

from examples.shop import Base

engine = create_engine("sqlite:///shop.db")


def missing(engine: Engine, metadata: MetaData) -> list[str]:
    inspector = inspect(engine)
    found = []
    for table in metadata.tables.values():
        if not inspector.has_table(table.name):
            found.append(table.name)
            continue
        there = inspector.get_columns(table.name)
        names = {column["name"] for column in there}
        for column in table.columns:
            if column.name not in names:
                found.append(f"{table.name}.{column.name}")
    return found


with engine.begin() as connection:
    connection.execute(text("CREATE TABLE tags (id INTEGER)"))
Base.metadata.create_all(engine)
print(missing(engine, Base.metadata))
