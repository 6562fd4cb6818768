"""Where a page is edited: a line of the cases is `ADDRESS | LINK`, the link empty where the host does not tell."""

from pathlib import Path

import pytest

from livefence.repository import edit_link

CASES = (Path(__file__).parent / "cases/repositories.txt").read_text().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_link(case: str) -> None:
    address, _, expected = case.partition("|")

    link = edit_link(address, "main", "docs")

    assert link == expected.strip()
    assert "secret" not in link


def test_a_branch_is_part_of_the_address() -> None:
    link = edit_link("https://bitbucket.org/team/guide", "new/{part} 1", "docs")

    assert link.format(filename="start/sql.md") == (
        "https://bitbucket.org/team/guide/src/new/%7Bpart%7D%201/docs/start/sql.md?mode=edit&at=new/%7Bpart%7D%201"
    )
