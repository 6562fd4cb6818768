"""Import from the two archives that the build makes.

Out: the class `Cells`, with all that it imports. A finder on `sys.meta_path` then notes when a module of the
second archive is wanted: the page has to fetch it, since a worker can't ask for anything, and to run the cells anew.
"""

import gc
import sys
from functools import cache, partial
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any
from zipimport import zipimporter

FIRST, SECOND = "/lib/python314.zip", "/lib/rest.zip"


class Wanted(BaseException):
    """A module of the second archive is imported, and the archive is not there."""


def start() -> Any:
    """Import what runs cells, fast, and let all other imports find what they want."""
    finder = First()
    sys.meta_path.insert(0, finder)
    gc.disable()
    cells = import_module("livefence.live.cell").Cells
    import_module("sqlalchemy.dialects.sqlite")
    gc.freeze()
    gc.enable()
    sys.meta_path.remove(finder)
    sys.meta_path.append(second := Second(import_module("livefence.live.names").NAMES))
    return partial(cells, wanted=lambda: second.wanted)


class First:
    """Finds the modules of the first archive; zipimport by itself reads and unpacks each of them twice."""

    def __init__(self) -> None:
        # The directory that zipimport has read at the start; it has no public name.
        self.files = frozenset(f"{FIRST}/{name}" for name in getattr(zipimporter(FIRST), "_get_files")())  # noqa: B009
        self.importer = cache(zipimporter)

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Where a module is, as the import system asks it."""
        base = f"{FIRST}/{name.replace('.', '/')}"
        for file, places in ((f"{base}.pyc", None), (f"{base}/__init__.pyc", [base])):
            if file in self.files:
                loader = self.importer(base.rpartition("/")[0])
                return spec_from_file_location(name, file, loader=loader, submodule_search_locations=places)
        return None


class Second:
    """Finds the modules of the second archive; `wanted` is the first name that it could not find, or empty."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names, self.wanted = names, ""

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Where a module is, as the import system asks it."""
        if name not in self.names:
            return None
        archive = Path(SECOND)
        if not archive.exists():
            self.wanted = self.wanted or name
            raise Wanted(name)
        return PathFinder.find_spec(name, [str(archive.joinpath(*name.split(".")[:-1]))])
