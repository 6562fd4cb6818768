# Meets: nothing
from sqlalchemy import Engine, MetaData, create_engine
from sqlalchemy import inspect, text

from examples.shop import Base

engine = create_engine("sqlite:///shop.db")


def missing(engine: Engine, metadata: MetaData) -> list[str]:
    inspector = inspect(engine)
    there, wanted = set(inspector.get_table_names()), set()
    for name, table in metadata.tables.items():
        if name in there:
            columns = inspector.get_columns(name)
            there |= {f"{name}.{one['name']}" for one in columns}
            wanted |= {f"{name}.{one.name}" for one in table.columns}
    return sorted((set(metadata.tables) | wanted) - there)


with engine.begin() as connection:
    connection.execute(text("CREATE TABLE tags (id INTEGER)"))
Base.metadata.create_all(engine)
print(missing(engine, Base.metadata))
