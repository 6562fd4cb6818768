"""What is printed."""

import re

from tests.browser.reader import Reader


def test_the_cheat_sheet_prints_on_two_sheets(reader: Reader) -> None:
    reader.open("reference/cheat-sheet")
    printed = reader.page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2
