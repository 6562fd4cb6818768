"""A reader: a browser's window with a page of the guide, and what a person does there.

In: a page of Playwright. Out: words for the tests. Cells count from 0, as in the page's data; their
buttons count from 1, as a person does.
"""

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.server import Site

LONG = 60_000
"""Milliseconds: longer than anything takes on a machine that does other things too."""
TEXTS = """() => [...document.querySelectorAll("[data-cell]")].filter((part) => !part.hidden).map((part) => [
    part.dataset.cell, part.dataset.part ?? part.querySelector("summary").textContent,
    part.querySelector("pre").textContent])"""
BLANK = """() => document.querySelectorAll("[data-cell] pre").forEach((pre) => (pre.textContent = ""))"""


class Reader:
    """Someone with a window on the site; `expected` are patterns of errors that the test is about."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page, self.site = page, site
        self.expected: list[str] = []
        self.bar, self.said = page.locator(".live-bar"), page.locator(".live-say")

    def open(self, name: str) -> list[dict[str, Any]]:
        """Go to a page; returns its cells."""
        self.page.goto(f"{self.site.url}{name}.html")
        return self.cells()

    def cells(self) -> list[dict[str, Any]]:
        """What the page knows of its cells."""
        island = self.page.locator("#cells")
        cells: list[dict[str, Any]] = json.loads(island.text_content() or "")["cells"] if island.count() else []
        return cells

    def cell(self, number: int) -> Locator:
        """The block of a cell."""
        return self.page.locator(f'[data-cell="{number}"][data-part="source"]')

    def output(self, number: int) -> Locator:
        """The output under a cell."""
        return self.page.locator(f'[data-cell="{number}"][data-part="output"]')

    def button(self, verb: str, number: int) -> Locator:
        """A button of a cell."""
        return self.page.get_by_role("button", name=f"{verb} snippet {number + 1}", exact=True)

    def run(self, number: int) -> None:
        """Run a cell to its end."""
        self.button("Run", number).click()
        self.wait()

    def run_all(self) -> None:
        """Run all to the end."""
        self.bar.get_by_role("button", name="Run all").click()
        self.wait()

    def wait(self) -> None:
        """Wait until nothing runs."""
        expect(self.page.locator('.live-bar[data-busy="false"]')).to_be_attached(timeout=LONG)

    def edit(self, number: int, text: str) -> None:
        """Replace the code of a cell."""
        editor = self.editor(number)
        if not editor.count():
            self.button("Edit", number).click()
        editor.fill(text.rstrip("\n"))

    def editor(self, number: int) -> Locator:
        """Where a cell is edited."""
        return self.cell(number).locator(".cm-content")

    def state(self, number: int, *states: str, timeout: float = LONG) -> None:
        """See a cell come into a state."""
        expect(self.cell(number)).to_have_attribute(
            "data-state", re.compile(f"^({'|'.join(states)})$"), timeout=timeout
        )

    def states(self) -> list[str]:
        """The states of all cells."""
        found: list[str] = self.page.locator('[data-part="source"]').evaluate_all(
            "(cells) => cells.map((cell) => cell.dataset.state ?? '')"
        )
        return found

    def texts(self) -> list[tuple[int, str, str]]:
        """All that the snippets show: a cell, the name of its part, the text."""
        return [(int(cell), part, text) for cell, part, text in self.page.evaluate(TEXTS)]

    def blank(self) -> None:
        """Take all text of the snippets away, so that what is seen later was written later."""
        self.page.evaluate(BLANK)
