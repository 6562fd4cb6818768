"""The chapters keep the prose rules, and the check of these rules can fail."""

from pathlib import Path

import pytest

from livefence.read import chapters, parse, read
from tests.prose import complaints

ROOT = Path(__file__).parent.parent
CHAPTERS = [path for path in chapters(ROOT / "docs") if path.parent.name not in ("docs", "reference")]
CASES = sorted((ROOT / "tests/cases/prose").glob("*.md"))


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_chapter_keeps_the_rules(path: Path) -> None:
    page = read(path, str(path.relative_to(ROOT)))
    assert "\n".join(complaints(page)) == ""


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_breach_is_named(path: Path) -> None:
    text, _, expected = path.read_text().partition("\n%%%%%\n")
    found = complaints(parse(text, path.name))
    assert "\n".join(found) == expected.strip()
