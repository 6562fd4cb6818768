"""On PostgreSQL and MariaDB one INSERT takes a thousand objects whose keys the database makes."""

from sqlalchemy import URL, create_engine, event
from sqlalchemy.orm import Session

from examples.shop import Base, Item

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]


def prove(url: URL) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *told: sent.append(told[2]))

    def inserts(count: int) -> int:
        with Session(engine) as session:
            items = [Item(name=f"Plate {number}", price=8) for number in range(count)]
            session.add_all(items)
            sent.clear()
            session.flush()
            assert len({item.id for item in items}) == count
            return len(sent)

    counts = [inserts(100), inserts(1000), inserts(1001)]
    engine.dispose()

    assert counts == [1, 1, 2]
