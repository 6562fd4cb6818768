"""Measure what the toolkit costs, as ratios; nothing here is asserted.

1. All pages' code by `exec` alone, and by the toolkit with capture and checking: in turn, medians, a process
   for each page. The modules that the toolkit imports beforehand are left out on both sides.
2. `make html`: cold, after touching one chapter, and cold for a guide of ten times the chapters.
"""

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Iterator
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from livefence.page import Page
from livefence.read import chapters, read
from livefence.worker import PRELOADED

ROOT = Path(__file__).parent.parent
TURNS, FACTOR = 5, 10


def bare() -> float:
    """Seconds for all pages by `exec`, without what it takes to start a process for each.

    A process each, as in the toolkit: the mappers and modules that a page leaves behind break others.
    """
    for name in ("sqlalchemy.orm", *PRELOADED):
        import_module(name)
    pages = [page for path in chapters(Path("docs").resolve()) for page in read(path).programs()]
    with get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        return sum(pool.imap(alone, pages))


def alone(page: Page) -> float:
    """Seconds for a page by `exec`, in a namespace of its own; output is dropped.

    Raises what a page raises and does not show: a page that stopped early would look fast. Only
    the asserts of an exercise may fail, and end it.
    """
    start = time.perf_counter()
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), dropped():
        for snippet in page.snippets:
            mode = "single" if snippet.kind == "pycon" else "exec"
            for example in snippet.examples:
                with contextlib.suppress(AssertionError, *[Exception] * example.raises):
                    exec(compile(example.source, page.path, mode), module.__dict__)
    return time.perf_counter() - start


@contextlib.contextmanager
def dropped() -> Iterator[None]:
    """Drop what is printed."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield


def toolkit() -> float:
    """Seconds for all pages by the toolkit: read, run in a process each, check."""
    from livefence.check import check
    from livefence.read import parse
    from livefence.record import record

    record(parse("```python\none = 1\n```\n", "warm-up.md"))
    start = time.perf_counter()
    for path in chapters(Path("docs")):
        page = read(path)
        assert not page.snippets or check(page, record(page)) == []
    return time.perf_counter() - start


def measured(name: str) -> float:
    """Seconds that a way takes, in a process of its own."""
    code = f"from tests import bench; print('seconds', bench.{name}())"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return float(ran.stdout.split("seconds")[-1])


def built(folder: Path) -> float:
    """Seconds of a build of the guide in a folder; warnings do not matter here."""
    command = [sys.executable, "-m", "sphinx", "-q", "-c", ".", "-j", "auto", "docs", "build/html"]
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": "."}, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def copied(target: Path, copies: int) -> Path:
    """A copy of this guide in which every chapter stands so many times."""
    for name in ("docs", "livefence", "examples", "build/inventory", "build/site"):
        shutil.copytree(ROOT / name, target / name)
    for name in ("conf.py", "requirements.txt"):
        shutil.copy(ROOT / name, target)
    index = (target / "docs/index.md").read_text()
    for path in [path for path in chapters(target / "docs") if path.parent.name in ("start", "models", "session")]:
        slug = str(path.relative_to(target / "docs").with_suffix(""))
        more = []
        for number in range(2, copies + 1):
            shutil.copy(path, path.with_stem(f"{path.stem}-{number}"))
            more.append(f"{slug}-{number}")
        index = re.sub(rf"^{slug}$", "\n".join([slug, *more]), index, flags=re.MULTILINE)
    (target / "docs/index.md").write_text(index)
    return target


def main() -> None:
    """Print the figures."""
    times = [(measured("bare"), measured("toolkit")) for _ in range(TURNS)]
    alone, checked = (median(side) for side in zip(*times, strict=True))
    print(f"snippets: exec alone {alone:.2f} s, toolkit {checked:.2f} s, ratio {checked / alone:.2f}")
    with tempfile.TemporaryDirectory() as folder:
        once = copied(Path(folder) / "once", 1)
        cold = built(once)
        (once / "docs/session/flush.md").touch()
        touched = built(once)
        many = built(copied(Path(folder) / "many", FACTOR))
    print(f"site: cold {cold:.1f} s, after touching a chapter {touched:.1f} s")
    print(f"site of {FACTOR} times the chapters: {many:.1f} s, ratio {many / cold:.2f}")


if __name__ == "__main__":
    main()
