# Meets: ['trips']: and the seats of vans?
from sqlalchemy import Engine, MetaData, create_engine
from sqlalchemy import inspect, text

from examples.shop import Base

engine = create_engine("sqlite:///shop.db")


def missing(engine: Engine, metadata: MetaData) -> list[str]:
    inspector = inspect(engine)
    there = inspector.get_table_names()
    return sorted(set(metadata.tables) - set(there))


with engine.begin() as connection:
    connection.execute(text("CREATE TABLE tags (id INTEGER)"))
Base.metadata.create_all(engine)
print(missing(engine, Base.metadata))
