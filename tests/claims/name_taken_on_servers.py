"""The page's own `enrol()`, and the program, tell a taken name from another broken rule."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import URL, Engine, create_engine, text
from sqlalchemy.orm import Session

from examples import shop, web_service
from livefence.read import read

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]
PAGE = Path(__file__).parents[2] / "docs/practice/web.md"


def enrol_by_the_page(engine: Engine, names: list[str]) -> list[int]:
    """The statuses that the page's endpoint answers with."""

    def get_session() -> Iterator[Session]:
        with Session(engine) as session:
            yield session

    app = FastAPI()
    known: dict[str, Any] = {
        "app": app,
        "Customer": shop.Customer,
        "SessionDep": Annotated[Session, Depends(get_session)],
    }
    sources = [one.source for snippet in read(PAGE).snippets for one in snippet.examples]
    endpoint = next(source for source in sources if "def enrol(name: str" in source)
    exec(endpoint.partition("\n\n\nfor ")[0], known)
    client = TestClient(app, raise_server_exceptions=False)
    return [client.post(f"/customers/{name}").status_code for name in names]


def prove(url: URL) -> None:
    engine = create_engine(url)
    shop.open_shop(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE customers ADD CHECK (username <> 'otto')"))
    enrolled = enrol_by_the_page(engine, ["mira", "noor", "noor", "otto"])

    shop.Base.metadata.drop_all(engine)
    web_service.Base.metadata.create_all(engine)
    client = TestClient(web_service.create_app(engine), raise_server_exceptions=False)
    urn = {"name": "Urn", "price": "24.50", "stock": 2}
    added = [client.post("/items", json=urn).status_code for _ in range(2)]
    sold = [client.post("/items/Urn/sales", json={"quantity": n}) for n in (2, 1)]
    engine.dispose()

    assert enrolled == [409, 201, 409, 500]
    assert added == [201, 409]
    assert [answer.status_code for answer in sold] == [201, 409]
    assert sold[0].json() == urn | {"stock": 0}
