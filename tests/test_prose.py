"""The chapters keep the prose rules, and the check of these rules can fail."""

from pathlib import Path

import pytest

from livefence.read import chapters, parse, read
from tests.prose import FLOWING, TERSE, complaints

ROOT = Path(__file__).parent.parent
CHAPTERS = chapters(ROOT / "docs")
# They are looked up, not read from the top to the end.
LOOKED_UP = ("docs", "errors", "reference")
TABLES = ("docs/short/notes.md",)
REWRITTEN = ("short",)
CASES = sorted((ROOT / "tests/cases/prose").glob("*.md"))


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_chapter_keeps_the_rules(path: Path) -> None:
    page = read(path, str(path.relative_to(ROOT)))
    framed = path.parent.name not in LOOKED_UP and page.path not in TABLES
    voice = FLOWING if path.parent.name in REWRITTEN else TERSE
    assert "\n".join(complaints(page, framed, voice)) == ""


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_breach_is_named(path: Path) -> None:
    text, _, expected = path.read_text().partition("\n%%%%%\n")
    found = complaints(parse(text, path.name), voice=FLOWING if path.stem.startswith("flowing") else TERSE)
    assert "\n".join(found) == expected.strip()
