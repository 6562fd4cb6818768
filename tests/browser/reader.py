"""A reader: a browser's window with a page of the guide, and what a person does there.

In: a window. Out: words for the tests, the same in every browser; those that give a `Locator` are only for
windows that Playwright drives. Cells count from 0, as in the page's data; their buttons count from 1, as a
person does.
"""

import json
from typing import Any

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as Timeout

from tests.browser.server import Site
from tests.browser.window import PASTE, Tab, Window

TEXTS = """() => [...document.querySelectorAll("[data-cell]")].filter((part) => !part.hidden).map((part) => [
    part.dataset.cell, part.dataset.part ?? part.querySelector("summary").textContent,
    part.querySelector("pre").textContent])"""
IN_STATE = """(selector, states) => states.includes(document.querySelector(selector).dataset.state)"""
STATES = """() => [...document.querySelectorAll('[data-part="source"]')].map((cell) =>
    cell.dataset.state === "failed" ? cell.querySelector(".live-status").textContent : cell.dataset.state ?? "")"""
BLANK = """() => document.querySelectorAll("[data-cell] pre").forEach((pre) => (pre.textContent = ""))"""


SAYS = """(selector, text, whole) => [...document.querySelectorAll(selector)].some((element) =>
    element.checkVisibility() && (whole ? element.textContent.trim() === text : element.textContent.includes(text)))"""
SHOWS = """(selector) =>
    [...document.querySelectorAll(selector)].map((element) => element.textContent.trim()).join(" | ")"""


class Reader:
    """Someone with a window on the site; `expected` are patterns of errors that the test is about."""

    def __init__(self, window: Window, site: Site) -> None:
        self.window, self.site = window, site
        self.expected: list[str] = []
        self.press, self.type, self.reload = window.press, window.type, window.reload

    @property
    def page(self) -> Page:
        """The page, where Playwright drives the window."""
        assert isinstance(self.window, Tab), "only what Playwright drives has a page"
        return self.window.page

    @property
    def bar(self) -> Locator:
        """The bar of the page."""
        return self.page.locator(".live-bar")

    @property
    def said(self) -> Locator:
        """What the bar says."""
        return self.page.locator(".live-say")

    def beside(self) -> "Reader":
        """The same reader with another window."""
        return Reader(Tab(self.page.context.new_page()), self.site)

    def open(self, name: str) -> list[dict[str, Any]]:
        """Go to a page; returns its cells."""
        self.window.go(f"{self.site.url}{name}.html")
        return self.cells()

    def cells(self) -> list[dict[str, Any]]:
        """What the page knows of its cells."""
        island = self.window.evaluate('() => document.getElementById("cells")?.textContent')
        cells: list[dict[str, Any]] = json.loads(island)["cells"] if island else []
        return cells

    def sees(self, selector: str, text: str = "", *, whole: bool = False) -> None:
        """Wait until something that is shown has a text in it, or is that text."""
        try:
            self.window.until(SAYS, selector, text, whole)
        except (AssertionError, Timeout) as error:
            raise AssertionError(f"{selector} shows {self.shown(selector)!r}, not {text!r}") from error

    def misses(self, selector: str) -> None:
        """Wait until nothing that a selector finds is shown."""
        self.window.until(f"(...given) => !({SAYS})(...given)", selector, "", False)

    def shown(self, selector: str) -> str:
        """The text of what a selector finds."""
        text: str = self.window.evaluate(SHOWS, selector)
        return text

    def part(self, number: int, within: str = "", *, name: str = "source") -> str:
        """The selector of a part of a cell, or of what is in it."""
        return f'[data-cell="{number}"][data-part="{name}"] {within}'.strip()

    def click(self, name: str, within: str = "") -> None:
        """Click the button of a name; a name for the ear goes before the text on it."""
        labelled = f'{within} button[aria-label="{name}"]'.strip()
        if self.window.evaluate("(selector) => Boolean(document.querySelector(selector))", labelled):
            self.window.click(labelled)
        else:
            self.window.click(f"{within} button".strip(), name)

    def has_focus(self, name: str) -> None:
        """Wait until something of a name has the focus."""
        self.window.until("(name) => document.activeElement.getAttribute('aria-label') === name", name)

    def focused(self) -> str:
        """What has the focus: its name, or its text."""
        name: str = self.window.evaluate(
            "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
        )
        return name.strip()

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
        self.click(f"Run snippet {number + 1}")
        self.wait()

    def run_all(self) -> None:
        """Run all to the end."""
        self.click("Run all", ".live-bar")
        self.wait()

    def wait(self) -> None:
        """Wait until nothing runs."""
        self.window.until("""() => document.querySelector('.live-bar[data-busy="false"]')""")

    def edit(self, number: int, text: str) -> None:
        """Replace the code of a cell."""
        editor = self.part(number, ".cm-content")
        if not self.window.evaluate("(selector) => document.querySelector(selector) !== null", editor):
            self.click(f"Edit snippet {number + 1}")
        self.sees(editor)
        self.window.evaluate("(editor) => document.querySelector(editor).focus()", editor)
        self.press("Control+a")
        self.window.evaluate(PASTE, text.rstrip("\n"))

    def editor(self, number: int) -> Locator:
        """Where a cell is edited."""
        return self.cell(number).locator(".cm-content")

    def state(self, number: int, *states: str) -> None:
        """See a cell come into a state."""
        self.window.until(IN_STATE, self.part(number), states)

    def states(self) -> list[str]:
        """The states of all cells; of one that failed, why."""
        found: list[str] = self.window.evaluate(STATES)
        return found

    def texts(self) -> list[tuple[int, str, str]]:
        """All that the snippets show: a cell, the name of its part, the text."""
        return [(int(cell), part, text) for cell, part, text in self.window.evaluate(TEXTS)]

    def blank(self) -> None:
        """Take all text of the snippets away, so that what is seen later was written later."""
        self.window.evaluate(BLANK)
