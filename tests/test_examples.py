"""Each program of `examples/` runs by itself and prints what stands beside this test."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PROGRAMS = sorted((ROOT / "examples").glob("*.py"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_program(path: Path, tmp_path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 150
    ran = subprocess.run(
        [sys.executable, "-W", "error", str(path)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (ran.stderr, ran.returncode) == ("", 0)
    assert ran.stdout == (ROOT / "tests/cases/examples" / f"{path.stem}.txt").read_text()
    assert list(tmp_path.iterdir()) == []
