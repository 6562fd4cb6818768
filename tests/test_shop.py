"""A class that a chapter declares by the name of one of the shop's says nothing else than the shop does.

A chapter may leave columns out and say less of one. What it says, the annotation and each argument of
`mapped_column()`, is what `examples/shop.py` says of the column of that name.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from livefence.read import chapters, read

ROOT = Path(__file__).parent.parent
# Its subject is a table that changes: a column is added, made NOT NULL and given a constraint.
CHANGING = ("docs/practice/migrations.md",)
CHAPTERS = [path for path in chapters(ROOT / "docs") if str(path.relative_to(ROOT)) not in CHANGING]
# On two sheets there is no room for the lines of an order, so it has a sum.
OWN = {"docs/reference/cheat-sheet.md": ["Order.total: the shop has no such column"]}
Columns = dict[str, tuple[str, set[str]]]
"""For each annotated name of a class its annotation, and the arguments of the call that makes its value."""


def declared(source: str) -> Iterator[tuple[str, Columns]]:
    """The name and the columns of each class in a program that names its table."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and "__tablename__" in ast.unparse(node):
            yield (
                node.name,
                {ast.unparse(line.target): said(line) for line in node.body if isinstance(line, ast.AnnAssign)},
            )


def said(line: ast.AnnAssign) -> tuple[str, set[str]]:
    """What a line says of its name; a class that comes later may stand in quotes."""
    call = line.value
    made = isinstance(call, ast.Call) and ast.unparse(call.func) == "mapped_column"
    given = [*call.args, *call.keywords] if made and isinstance(call, ast.Call) else []
    return plain(line.annotation), {plain(one) for one in given}


def plain(node: ast.AST) -> str:
    return ast.unparse(node).replace('"', "").replace("'", "")


SHOP = dict(declared((ROOT / "examples/shop.py").read_text()))


def differences(source: str) -> Iterator[str]:
    """What classes of a program say that the shop does not."""
    for name, columns in declared(source):
        for column, (annotation, given) in columns.items() if name in SHOP else ():
            if column not in SHOP[name]:
                yield f"{name}.{column}: the shop has no such column"
            elif annotation != SHOP[name][column][0] or not given <= SHOP[name][column][1]:
                yield f"{name}.{column}: {annotation} {sorted(given)}, and in the shop {SHOP[name][column]}"


def programs(path: Path) -> Iterator[str]:
    """The code of a page that is a program, exercises included; not what shows an error of syntax."""
    page = read(path, str(path.relative_to(ROOT)))
    snippets = [*page.snippets, *(one for each in page.exercises for one in (each.start, each.solution))]
    for snippet in snippets:
        for example in snippet.examples:
            yield example.source


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_class_is_that_of_the_shop(path: Path) -> None:
    found = [line for source in programs(path) for line in differences(source)]
    assert found == OWN.get(str(path.relative_to(ROOT)), [])


def test_another_column_is_noticed() -> None:
    other = """class Customer(Base):
    __tablename__ = "customers"
    username: Mapped[str] = mapped_column(String(60))
    town: Mapped[str]
    email: Mapped[str]
    age: Mapped[int]"""
    assert [line.split(":")[0] for line in differences(other)] == ["Customer.username", "Customer.town", "Customer.age"]
