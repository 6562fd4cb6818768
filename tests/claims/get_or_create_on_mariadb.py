"""After an INSERT that failed, a plain SELECT on MariaDB reads the old snapshot, and one that locks reads the row."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, Select, create_engine, event, select
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import Session

DRIVERS = ["mysql+pymysql", "postgresql+psycopg"]
sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))
upsert: Any = import_module("upsert")


def prove(url: URL) -> None:
    engine = create_engine(url)
    upsert.open_shop(engine)
    plain = True
    try:
        with Session(engine) as session:
            as_before(session, engine)
    except NoResultFound:
        plain = False
    with Session(engine) as session:
        other_is_faster(session, engine, "winter")
        tag = upsert.get_or_create_anywhere(session, "winter")
        found = tag.name
        session.commit()
    engine.dispose()

    assert plain == (url.get_backend_name() == "postgresql")
    assert found == "winter"


def as_before(session: Session, engine: Engine) -> None:
    """The same work with a SELECT that does not lock."""
    find: Select[Any] = select(upsert.Tag).filter_by(name="summer")
    other_is_faster(session, engine, "summer")
    assert session.scalar(find) is None
    try:
        with session.begin_nested():
            session.add(upsert.Tag(name="summer"))
    except IntegrityError:
        session.scalars(find).one()


def other_is_faster(session: Session, engine: Engine, name: str) -> None:
    """Let another Session make the tag as soon as this one has looked for it."""

    def make(*_: object) -> None:
        with Session(engine) as other, other.begin():
            other.add(upsert.Tag(name=name))

    event.listen(session.connection(), "after_cursor_execute", make, once=True)
