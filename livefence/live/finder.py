"""Import from the two archives that the build makes.

In: the address of the second archive. Out: the class `Cells`, with all that it imports; a finder on
`sys.meta_path` then fetches the second archive when a module of it is imported that nobody else has.
"""

import gc
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import Any
from zipimport import zipimporter

FIRST, SECOND = "/lib/python314.zip", "/lib/rest.zip"


def start(url: str) -> Any:
    """Import what runs cells, fast, and let all other imports find what they want."""
    finder = First()
    sys.meta_path.insert(0, finder)
    gc.disable()
    cells = import_module("livefence.live.cell").Cells
    import_module("sqlalchemy.dialects.sqlite")
    gc.freeze()
    gc.enable()
    sys.meta_path.remove(finder)
    sys.meta_path.append(Second(import_module("livefence.live.names").NAMES, lambda: fetched(url)))
    return cells


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
    """Finds the modules of the second archive, which `fetch` gives."""

    def __init__(self, names: frozenset[str], fetch: Callable[[], bytes]) -> None:
        self.names, self.fetch = names, fetch

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Where a module is, as the import system asks it."""
        if name not in self.names:
            return None
        archive = Path(SECOND)
        if not archive.exists():
            try:
                archive.write_bytes(self.fetch())
            except Exception as error:
                raise ImportError(f"{name} is in a file that could not be fetched; try again", name=name) from error
        return PathFinder.find_spec(name, [str(archive.joinpath(*name.split(".")[:-1]))])


def fetched(url: str) -> bytes:
    """The bytes at an address; a worker may wait for them."""
    request: Any = import_module("js").XMLHttpRequest.new()
    request.open("GET", url, False)
    request.responseType = "arraybuffer"
    request.send()
    if request.status != 200:
        raise OSError(f"{url}: {request.status}")
    return bytes(request.response.to_bytes())
