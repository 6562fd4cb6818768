"""What the fences promise is checked: each case is a chapter and, below `%%%%%`, its report."""

from pathlib import Path

import pytest

from livefence.check import check, report
from livefence.read import ChapterError, parse
from livefence.record import LIMIT, record

CASES = sorted((Path(__file__).parent / "cases/check").iterdir())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_report(path: Path) -> None:
    text, _, expected = path.read_bytes().decode().partition("\n%%%%%\n")
    try:
        page = parse(text + "\n", path.name)
        found = report(page, check(page, record(page, limit=2 if "did not end" in expected else LIMIT)))
    except ChapterError as error:
        found = str(error)
    assert found == expected.rstrip("\n")
