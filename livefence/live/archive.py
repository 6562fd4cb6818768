"""Compile what the browser's Python imports, and pack it.

In: the standard library of Pyodide, and a directory with the sources of all else. Out: two zips.
`core.zip` holds the modules that a page needs and is read at every start; `rest.zip` holds all the
others and is fetched by the first import that wants one. Runs in Pyodide under Node: see build.mjs.
"""

import ast
import importlib
import json
import marshal
import sys
import zipfile
from importlib.util import MAGIC_NUMBER
from pathlib import Path

STOCK, SOURCES = "/lib/python314.zip/", "/sources/"
WANTED = """
    __future__ abc bisect calendar codecs collections.abc concurrent.futures.thread contextlib contextvars copy csv
    dataclasses datetime decimal difflib enum fractions functools hashlib heapq importlib.metadata inspect io itertools
    json linecache locale logging math numbers operator os pathlib pickle platform pprint queue random re secrets
    shutil sqlite3 statistics string tempfile textwrap threading time timeit traceback types typing uuid warnings weakref
    sqlalchemy.dialects.sqlite sqlalchemy.ext.associationproxy sqlalchemy.ext.hybrid sqlalchemy.ext.mutable
    encodings.ascii encodings.cp437 encodings.latin_1 livefence.live.finder
"""
"""What the chapters and their readers import, besides what the program below does."""
PROGRAM = """
from decimal import Decimal
from sqlalchemy import *
from sqlalchemy.orm import *
class Base(DeclarativeBase): pass
class Customer(Base):
    __tablename__ = "customer"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(20))
    orders: Mapped[list["Order"]] = relationship(back_populates="customer")
class Order(Base):
    __tablename__ = "order"
    id: Mapped[int] = mapped_column(primary_key=True)
    total: Mapped[Decimal] = mapped_column(Numeric(8, 2))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    customer: Mapped[Customer] = relationship(back_populates="orders")
engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Customer(name="Ines", orders=[Order(total=Decimal(3))]))
    session.commit()
    for customer in session.scalars(select(Customer).options(selectinload(Customer.orders))):
        print(customer.orders)
    session.execute(update(Order).values(total=0))
    session.delete(customer)
    session.rollback()
raise LookupError
"""


def main() -> None:
    """Write both archives to the root."""
    sys.path.insert(0, SOURCES)
    core, stock, own = imported(), stock_files(), own_files()
    core |= {name for name in own if name.endswith("/METADATA")}
    rest = {*stock, *own} - core
    names = sorted(name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in rest)
    own["livefence/live/names.py"] = f"NAMES = frozenset({names!r})".encode()
    packed = {name: compiled(name, stock[name], 2) for name in stock} | {
        name: compiled(name, own[name], 0) for name in own
    }
    # What is stored is compressed as a whole, and so better.
    write("core.zip", zipfile.ZIP_STORED, [packed[name] for name in core | {"livefence/live/names.py"}])
    write("rest.zip", zipfile.ZIP_DEFLATED, [packed[name] for name in rest])


def imported() -> set[str]:
    """The files of all modules that are there after a start, a page, and the imports that are wanted."""
    from livefence.live.cell import Cells

    for name in WANTED.split():
        importlib.import_module(name)
    importlib.import_module("importlib.metadata").metadata("sqlalchemy")
    answer = json.loads(Cells("page", "", "{}").run(json.dumps({"kind": "python", "line": 1, "edited": PROGRAM})) or "")
    assert answer["examples"][0]["error"] == "LookupError", answer
    origins = [str(module.__spec__.origin) for module in sys.modules.values() if module.__spec__]
    return {origin.removeprefix(root) for origin in origins for root in (STOCK, SOURCES) if origin.startswith(root)}


def stock_files() -> dict[str, bytes]:
    """The standard library, by names in an archive."""
    with zipfile.ZipFile(STOCK[:-1]) as stock:
        return {name: stock.read(name) for name in stock.namelist() if not name.endswith("/")}


def own_files() -> dict[str, bytes]:
    """What build.mjs put in place, by names in an archive."""
    files = [path for path in Path(SOURCES).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {str(path.relative_to(SOURCES)): path.read_bytes() for path in files}


def compiled(name: str, content: bytes, level: int) -> tuple[str, bytes]:
    """A .pyc whose source nobody looks for, or any other file as it is.

    The standard library is compiled as `python -OO` has it, without docstrings and assertions. All
    else keeps its assertions, some of which want a docstring: so it keeps their first lines.
    """
    if not name.endswith(".py"):
        return name, content
    source = content if level else shortened(ast.parse(content))
    code = compile(source, STOCK + name, "exec", dont_inherit=True, optimize=level)
    return name + "c", MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(code)


def write(archive: str, method: int, files: list[tuple[str, bytes]]) -> None:
    """Pack files; equal ones give an equal archive."""
    with zipfile.ZipFile(f"/{archive}", "w", method, compresslevel=9) as packed:
        for name, content in sorted(files):
            packed.writestr(zipfile.ZipInfo(name), content, method)


def shortened(tree: ast.Module) -> ast.Module:
    """A module with the first lines of its docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body[:1]:
                case [ast.Expr(ast.Constant(str(text)) as docstring)]:
                    docstring.value = text.strip().partition("\n")[0]
    return tree
