"""Each program of `examples/` runs by itself, closes what it opened and prints what stands beside this test."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAMS = sorted((ROOT / "examples").glob("*.py"))
# Python imports a module of this name before it runs a program. From 3.13 it also warns of such connections itself.
SITECUSTOMIZE = """\
import atexit, sqlite3, sys

opened = []
sys.addaudithook(lambda event, given: opened.append(given[0]) if event == "sqlite3.connect/handle" else None)

@atexit.register
def look():
    for connection in opened:
        try:
            connection.in_transaction
        except sqlite3.ProgrammingError:
            continue
        print("a connection was left open", file=sys.stderr)
"""


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_program(path: Path, tmp_path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 150
    modules, folder = tmp_path / "modules", tmp_path / "folder"
    modules.mkdir()
    folder.mkdir()
    (modules / "sitecustomize.py").write_text(SITECUSTOMIZE)
    ran = subprocess.run(
        [sys.executable, "-W", "error", str(path)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(modules)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stderr, ran.returncode) == ("", 0)
    assert ran.stdout == (ROOT / "tests/cases/examples" / f"{path.stem}.txt").read_text()
    assert list(folder.iterdir()) == []
