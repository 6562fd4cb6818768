# Meets: nothing
from sqlalchemy import Engine, MetaData, create_engine
from sqlalchemy import inspect, text

from examples.shop import Base

engine = create_engine("sqlite:///shop.db")


def missing(engine: Engine, metadata: MetaData) -> list[str]:
    now = MetaData()
    now.reflect(engine)
    found = []
    for name, table in metadata.tables.items():
        if name not in now.tables:
            found.append(name)
            continue
        for column in table.columns.keys():
            if column not in now.tables[name].columns:
                found.append(f"{name}.{column}")
    return sorted(found)


with engine.begin() as connection:
    connection.execute(text("CREATE TABLE tags (id INTEGER)"))
Base.metadata.create_all(engine)
print(missing(engine, Base.metadata))
