"""A web service over the shop, in which every request has a Session of its own.

Run as a script it asks itself a few questions; to serve it, call `create_app()` with an engine of yours.
"""

import logging
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import Body, Depends, FastAPI, HTTPException, Query, Request
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field
from sqlalchemy import CursorResult, Engine, ForeignKey, Numeric, String, create_engine, exc, select, update
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

# What a server's columns take: SQLite would store more, and PostgreSQL answers with an error.
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^/\x00]+$")]
Price = Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]
Stock = Annotated[int, Field(ge=0, le=2**31 - 1)]
Quantity = Annotated[int, Body(gt=0, le=2**31 - 1, embed=True)]
Limit = Annotated[int, Query(ge=1, le=100)]


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    stock: Mapped[int] = mapped_column(default=0)


class Sale(Base):
    __tablename__ = "sales"
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    quantity: Mapped[int]


class ItemIn(BaseModel):
    name: Name
    price: Price
    stock: Stock = 0


class ItemOut(BaseModel, from_attributes=True):
    name: str
    price: Decimal
    stock: int


def get_session(request: Request) -> Iterator[Session]:
    """The Session of one request, which each endpoint ends: later FastAPI wants one more thread for the answer."""
    with request.app.state.sessions() as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


def item_named(session: Session, name: str) -> Item:
    if item := session.scalar(select(Item).filter_by(name=name)):
        return item
    raise HTTPException(404, f"there is no item {name!r}")


def create_app(engine: Engine) -> FastAPI:
    """The service on this engine: one engine and one factory for the whole process."""
    app = FastAPI()
    app.state.sessions = sessionmaker(engine)

    @app.exception_handler(exc.OperationalError)
    @app.exception_handler(exc.TimeoutError)
    def failed(request: Request, error: Exception) -> JSONResponse:
        logging.error("the database did not serve %s", request.url.path, exc_info=error)
        if isinstance(error, exc.TimeoutError):  # No connection was free, so nothing was done.
            return JSONResponse({"detail": "try again later"}, 503, {"Retry-After": "5"})
        return JSONResponse({"detail": "look first whether it was done"}, 503)  # A COMMIT may have succeeded.

    @app.get("/items")
    def list_items(session: SessionDep, after: Name | None = None, limit: Limit = 20) -> list[ItemOut]:
        page = select(Item).where(Item.name > (after or "")).order_by(Item.name).limit(limit)
        with session:
            return [ItemOut.model_validate(item) for item in session.scalars(page)]

    @app.get("/items/{name}")
    def read_item(name: Name, session: SessionDep) -> ItemOut:
        with session:
            return ItemOut.model_validate(item_named(session, name))

    @app.post("/items", status_code=201)
    def add_item(given: ItemIn, session: SessionDep) -> ItemOut:
        try:
            with session, session.begin():  # The COMMIT comes here, where an error can still become an answer.
                session.add(item := Item(**given.model_dump()))
                session.flush()
                session.refresh(item)
                return ItemOut.model_validate(item)
        except exc.IntegrityError:
            with session:
                if session.scalar(select(Item.id).filter_by(name=given.name)) is None:
                    raise  # Another rule was broken, and the client can do nothing about it.
            raise HTTPException(409, f"there is an item {given.name!r}") from None

    @app.post("/items/{name}/sales", status_code=201)
    def sell(name: Name, quantity: Quantity, session: SessionDep) -> ItemOut:
        with session, session.begin():  # The end of the block commits, and rolls back if the COMMIT fails.
            item = item_named(session, name)
            # The database compares, so of two requests for the last cup only one gets it.
            enough = update(Item).where(Item.id == item.id, Item.stock >= quantity)
            sold = session.execute(enough.values(stock=Item.stock - quantity))
            if not isinstance(sold, CursorResult) or sold.rowcount != 1:
                raise HTTPException(409, f"fewer than {quantity} left")
            session.add(Sale(item_id=item.id, quantity=quantity))
            session.refresh(item)  # Read before the COMMIT: after it an error would deny a sale that is stored.
            return ItemOut.model_validate(item)

    return app


def main() -> None:
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'shop.db'}", pool_pre_ping=True)
        Base.metadata.create_all(engine)
        with TestClient(create_app(engine)) as client:

            def ask(method: str, path: str, body: dict[str, object] | None = None) -> None:
                answer = client.request(method, path, json=body)
                print(f"{method} {path} {body or ''}".rstrip(), f"    {answer.status_code} {answer.text}", sep="\n")

            ask("POST", "/items", {"name": "Teapot", "price": "24.50", "stock": 2})
            ask("POST", "/items", {"name": "Teapot", "price": "19.00"})
            ask("POST", "/items", {"name": "Cup", "price": "-6.00"})
            ask("GET", "/items?limit=1")
            ask("POST", "/items/Teapot/sales", {"quantity": 2})
            ask("POST", "/items/Teapot/sales", {"quantity": 1})
            ask("POST", "/items/Kettle/sales", {"quantity": 1})
            ask("GET", "/items/Teapot")
        engine.dispose()


if __name__ == "__main__":
    main()
