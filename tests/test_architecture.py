"""The modules of the toolkit: each outside library in one of them, arrows one way, files short."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "livefence"
MODULES = {path.stem: path for path in PACKAGE.glob("*.py")}
# Who may import an outside library; nobody imports any other.
OWNERS = {
    "sybil": {"lex"},
    "sqlalchemy": {"run"},
    "sphinx": {"render"},
    "sphinx_codeautolink": {"render"},
    "docutils": {"fold", "hang"},
    "bs4": {"search"},
    "pagefind": {"search"},
    "pytest": {"pytest_pages"},
}
# From the bottom to the top: a module imports from those on its left.
ORDER = [
    "__init__",
    "lex",
    "page",
    "exercise",
    "read",
    "match",
    "run",
    "worker",
    "record",
    "check",
    "accept",
    "script",
    "cells",
    "fold",
    "hang",
    "render",
    "search",
    "pytest_pages",
    "repository",
]


def imports(path: Path) -> set[str]:
    """The modules that a file imports, by their full names."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            inside = node.module == "livefence"
            found |= {f"livefence.{alias.name}" for alias in node.names} if inside else {str(node.module)}
    return found


def test_every_module_has_its_place() -> None:
    assert sorted(MODULES) == sorted(ORDER)


@pytest.mark.parametrize("name", ORDER)
def test_arrows_go_one_way(name: str) -> None:
    own = {module.split(".")[1] for module in imports(MODULES[name]) if module.startswith("livefence.")}
    assert own <= set(ORDER[: ORDER.index(name)])


@pytest.mark.parametrize("name", ORDER)
def test_each_library_has_one_owner(name: str) -> None:
    outside = {module.split(".")[0] for module in imports(MODULES[name])} - {"livefence"}
    assert {library for library in outside if library not in sys.stdlib_module_names} == {
        library for library, owners in OWNERS.items() if name in owners
    }


@pytest.mark.parametrize("name", ORDER)
def test_files_are_short(name: str) -> None:
    assert len(MODULES[name].read_text().splitlines()) <= 200
