"""A web service over the shop, in which every request has a Session of its own.

Run as a script it asks itself a few questions, on a database in a temporary folder, and prints the
answers. To serve it, call `create_app()` with an engine of yours.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Engine, ForeignKey, Numeric, String, create_engine, select, update
from sqlalchemy.exc import IntegrityError, NoResultFound
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload, sessionmaker


class Base(DeclarativeBase):
    pass


class Item(Base):
    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    price: Mapped[Decimal] = mapped_column(Numeric(10, 2))
    stock: Mapped[int] = mapped_column(default=0)
    sales: Mapped[list["Sale"]] = relationship(back_populates="item", order_by="Sale.id")


class Sale(Base):
    __tablename__ = "sales"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    quantity: Mapped[int]
    item: Mapped[Item] = relationship(back_populates="sales")


class ItemIn(BaseModel):
    name: str = Field(min_length=1, max_length=100)
    price: Decimal = Field(ge=0, decimal_places=2)
    stock: int = Field(default=0, ge=0)


class ItemOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    name: str
    price: Decimal
    stock: int


class SaleIn(BaseModel):
    quantity: int = Field(gt=0)


class SaleOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    quantity: int


class ItemWithSales(ItemOut):
    sales: list[SaleOut]


def get_session(request: Request) -> Iterator[Session]:
    """The Session of one request; what was not committed is rolled back."""
    with request.app.state.sessions() as session:
        yield session


SessionDep = Annotated[Session, Depends(get_session)]


def create_app(engine: Engine) -> FastAPI:
    """The service on this engine: one engine and one factory for the whole process."""
    app = FastAPI()
    app.state.sessions = sessionmaker(engine)

    @app.exception_handler(NoResultFound)
    def not_found(request: Request, error: NoResultFound) -> JSONResponse:
        return JSONResponse({"detail": "there is no such item"}, 404)

    @app.get("/items", response_model=list[ItemOut])
    def list_items(session: SessionDep) -> list[Item]:
        return list(session.scalars(select(Item).order_by(Item.name)))

    @app.get("/items/{name}", response_model=ItemWithSales)
    def read_item(name: str, session: SessionDep) -> Item:
        return session.scalars(select(Item).filter_by(name=name).options(selectinload(Item.sales))).one()

    @app.post("/items", response_model=ItemOut, status_code=201)
    def add_item(given: ItemIn, session: SessionDep) -> Item:
        item = Item(**given.model_dump())
        session.add(item)
        try:
            session.commit()  # Here and not in the dependency: after the answer it would be too late.
        except IntegrityError:
            raise HTTPException(409, f"there is an item {given.name!r}") from None
        return item

    @app.post("/items/{name}/sales", response_model=SaleOut, status_code=201)
    def sell(name: str, given: SaleIn, session: SessionDep) -> Sale:
        item = session.scalars(select(Item).filter_by(name=name)).one()
        # The database compares, so of two requests for the last cup only one gets it.
        enough = update(Item).where(Item.id == item.id, Item.stock >= given.quantity).returning(Item.stock)
        if session.scalar(enough.values(stock=Item.stock - given.quantity)) is None:
            raise HTTPException(409, f"only {item.stock} left")
        sale = Sale(item=item, quantity=given.quantity)
        session.add(sale)
        session.commit()
        return sale

    return app


def main() -> None:
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'shop.db'}")
        Base.metadata.create_all(engine)
        with TestClient(create_app(engine)) as client:

            def ask(method: str, path: str, body: dict[str, object] | None = None) -> None:
                answer = client.request(method, path, json=body)
                print(f"{method} {path} {body or ''}".rstrip(), f"    {answer.status_code} {answer.text}", sep="\n")

            ask("POST", "/items", {"name": "Teapot", "price": "24.50", "stock": 2})
            ask("POST", "/items", {"name": "Teapot", "price": "19.00"})
            ask("POST", "/items", {"name": "Cup", "price": "-6.00"})
            ask("GET", "/items")
            ask("POST", "/items/Teapot/sales", {"quantity": 2})
            ask("POST", "/items/Teapot/sales", {"quantity": 1})
            ask("POST", "/items/Kettle/sales", {"quantity": 1})
            ask("GET", "/items/Teapot")
        engine.dispose()


if __name__ == "__main__":
    main()
