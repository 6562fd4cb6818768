"""With FastAPI's threads a pool as large as they are many is no cure; to end the Session in the endpoint is one."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import httpx2
from fastapi import Depends, FastAPI
from sqlalchemy import URL, create_engine, text
from sqlalchemy.orm import Session, sessionmaker

DRIVERS = ["postgresql+psycopg"]
WORK = text("SELECT pg_sleep(0.05)")


async def ask(app: FastAPI, path: str) -> Counter[int]:
    """The statuses of 120 requests at once."""
    within = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=within, base_url="http://shop", timeout=60) as visitor:
        answers = await asyncio.gather(*[visitor.get(path) for _ in range(120)])
    return Counter(answer.status_code for answer in answers)


def statuses(url: URL, path: str, **pool: float) -> Counter[int]:
    """The statuses of a service whose endpoints differ in who ends the Session."""
    engine = create_engine(url, **pool)
    factory = sessionmaker(engine)
    app = FastAPI()

    def get_session() -> Iterator[Session]:
        with factory() as session:
            yield session

    @app.get("/left")
    def left(session: Annotated[Session, Depends(get_session)]) -> int:
        session.execute(WORK)
        return 1

    @app.get("/ended")
    def ended(session: Annotated[Session, Depends(get_session)]) -> int:
        with session:
            session.execute(WORK)
            return 1

    try:
        return asyncio.run(ask(app, path))
    finally:
        engine.dispose()


def prove(url: URL) -> None:
    assert statuses(url, "/left", pool_timeout=2)[500] > 0
    assert statuses(url, "/left", pool_timeout=2, pool_size=40)[500] > 0
    assert statuses(url, "/ended", pool_timeout=20) == {200: 120}
