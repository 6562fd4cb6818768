"""What the pages say of databases other than SQLite is proved by a run on them.

A line of `cases/claims.txt` is `PROOF | PAGE | SENTENCE`: a sentence as it stands on a line of its own in the page, and
the module of `claims/` that proves it. A proof has `DRIVERS`, the names of SQLAlchemy's drivers (`postgresql+psycopg`)
on which it holds, and `prove(url)`, which gets the URL of an empty database and raises AssertionError if the sentence
is false there. `POSTGRESQL_URL` and `MARIADB_URL` name the servers; where one is not named, its proofs are skipped.
"""

import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from livefence.lex import unfenced
from livefence.read import read

ROOT = Path(__file__).parent.parent
CLAIMS = [
    tuple(part.strip() for part in line.split("|", 2))
    for line in (ROOT / "tests/cases/claims.txt").read_text().splitlines()
]
PROOFS = sorted(path.stem for path in (ROOT / "tests/claims").glob("[a-z]*.py"))
RUNS = [(name, driver) for name in PROOFS for driver in import_module(f"tests.claims.{name}").DRIVERS]
SERVERS = {"postgresql": "POSTGRESQL_URL", "mysql": "MARIADB_URL"}


@pytest.mark.parametrize(("name", "path", "sentence"), CLAIMS)
def test_a_claim_stands_in_its_page_and_names_its_proof(name: str, path: str, sentence: str) -> None:
    page = read(ROOT / path, path)
    lines = unfenced(page.text.replace("\r\n", "\n").split("\n"), page.blocks)

    assert name in PROOFS
    assert sentence in {re.sub(r"^\s*([-*]|\d+\.) ", "", line).strip() for line in lines}, f"{path} says so no more"


def test_each_proof_belongs_to_a_claim() -> None:
    assert {name for name, _, _ in CLAIMS} == set(PROOFS)


@pytest.mark.parametrize(("name", "driver"), RUNS)
def test_a_proof_holds(name: str, driver: str) -> None:
    server = SERVERS[driver.partition("+")[0]]
    if not os.environ.get(server):
        pytest.skip(f"{server} names no server")
    command = [sys.executable, "-m", "tests.claims", name, driver, os.environ[server]]
    path = os.pathsep.join([str(ROOT), str(ROOT / "build/drivers")])
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
