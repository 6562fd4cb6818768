"""No page breaks a rule of WCAG 2.2 AA that axe-core can see, in either colour scheme."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.pages import ALL
from tests.browser.reader import Reader

AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
TAGS: dict[str, object] = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURS: dict[str, object] = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""The rules whose answer depends on the colour scheme."""
CHECK = """async ([where, runOnly]) => (await axe.run(where, { runOnly, resultTypes: ["violations"] })).violations.flatMap(
    ({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target}: ${node.failureSummary}`))"""
SCHEMES: dict[Literal["light", "dark"], dict[str, object]] = {"light": TAGS, "dark": COLOURS}


def violations(reader: Reader, where: str = "html") -> str:
    """What breaks a rule now, in both schemes, in a part of the page."""
    found = []
    # At its end the bar, which floats, lies over no button that axe would call too small.
    reader.page.evaluate("() => scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    reader.page.evaluate(AXE.read_text())
    for scheme, rules in SCHEMES.items():
        reader.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += [f"{scheme}: {one}" for one in reader.page.evaluate(CHECK, [where, rules])]
    return "\n".join(found)


@pytest.mark.parametrize("name", ALL)
def test_a_page_as_it_comes(reader: Reader, name: str) -> None:
    reader.open(name)
    assert not violations(reader)


def test_the_search_lies_over_each_page_alike(reader: Reader) -> None:
    reader.open("session/flush")
    reader.page.keyboard.press("/")
    reader.page.get_by_role("combobox", name="Search the guide").fill("session")
    expect(reader.page.get_by_role("option").first).to_be_visible()
    # What lies under the dialog is inert, and was looked at.
    assert not violations(reader, "dialog")


def test_a_page_after_all_ran_with_an_error_in_the_editor(reader: Reader) -> None:
    reader.open("session/flush")
    reader.run_all()
    reader.page.locator("details.sql").evaluate_all("(folds) => folds.forEach((fold) => (fold.open = true))")
    assert not violations(reader)
    reader.edit(1, "# a comment\nnumber = 1.5 if True else 'text'\nnumber / 0\n")
    reader.run(2)
    reader.state(1, "error")
    assert not violations(reader)


def test_an_exercise_with_its_hints_open(opened: Open) -> None:
    reader = opened()
    cells = reader.open("session/flush")
    start = next(number for number, cell in enumerate(cells) if cell["program"] == "exercise 1")
    section = reader.page.locator("section.exercise")
    section.scroll_into_view_if_needed()
    expect(reader.editor(start)).to_be_visible()
    for fold in section.locator("details.hint > summary").all():
        fold.click()
    section.locator("details.solution > summary").click()
    section.get_by_role("button", name="Check").click()
    expect(section.locator(".live-verdict")).to_contain_text("Not yet")
    assert not violations(reader)
