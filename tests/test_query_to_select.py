"""Each pair of the page on Query and select() compares what its two sides returned, and the comparison shows True.

A pair is a section that the page's first table links to. That what it shows is what it returns, the page's own run
sees to.
"""

import ast
import re
from pathlib import Path

import pytest
from myst_parser.slugs import github_slugify

from livefence.page import Example, Page
from livefence.read import read
from tests.test_errata import text_lines

PAGE = read(Path(__file__).parent.parent / "docs/reference/query-to-select.md", "query-to-select.md")
LINKS = re.findall(r"^\|.*\]\(#([\w-]+)\) \|$", "\n".join(text_lines(PAGE)), re.MULTILINE)


def pairs(page: Page) -> dict[str, list[Example]]:
    """What runs in each section of the third level, by the section's anchor."""
    lines = text_lines(page)
    found: dict[str, list[Example]] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            end = next((n for n in range(number, len(lines)) if lines[n].startswith("#")), len(lines))
            snippets = [snippet for snippet in page.snippets if number < snippet.line <= end]
            if line.startswith("### "):
                found[github_slugify(line[4:].replace("`", ""))] = [e for s in snippets for e in s.examples]
    return found


def compares(example: Example) -> bool:
    """Whether it compares an old value with a new one, and shows that each comparison is true."""
    if not example.result or example.raises:
        return False
    kept = [
        node
        for node in ast.walk(ast.parse(example.source))
        if isinstance(node, ast.Compare) and all(isinstance(one, ast.Eq | ast.Is) for one in node.ops)
    ]
    sides = [ast.unparse(node) for node in kept]
    shown = re.findall(r"\b(?:True|False)\b", example.result.text)
    both = any(re.search(r"old\b.* (==|is) .*(new\b|result\.rowcount)", side) for side in sides)
    return both and "False" not in shown and shown.count("True") >= len(kept)


def test_table_names_each_pair() -> None:
    assert len(LINKS) == len(set(LINKS)) >= 30
    assert list(pairs(PAGE)) == LINKS


@pytest.mark.parametrize("anchor", LINKS)
def test_pair_is_compared(anchor: str) -> None:
    examples = pairs(PAGE)[anchor]
    source = "\n".join(example.source for example in examples)
    assert "session.query(" in source
    assert re.search(r"\b(select|get|update|delete)\(", source)
    assert any(compares(example) for example in examples)


@pytest.mark.parametrize(
    ("shown", "holds"),
    [
        (">>> old == new\nTrue", True),
        (">>> old is new is None\nTrue", True),
        (">>> new, old == new\n(3, True)", True),
        (">>> str(old) == str(new)\nTrue", True),
        (">>> new, old == new\n(3, False)", False),
        (">>> old == new, after_old == after_new\n(True, False)", False),
        (">>> old == old\nTrue", False),
        (">>> old != new\nTrue", False),
        (">>> new\nTrue", False),
        (">>> old == new", False),
    ],
)
def test_no_comparison_is_noticed(tmp_path: Path, shown: str, holds: bool) -> None:
    path = tmp_path / "page.md"
    path.write_text(f"### Count rows\n\n```pycon\n{shown}\n```\n")
    [[example]] = pairs(read(path, "page.md")).values()
    assert compares(example) == holds
