"""The keyboard alone reaches and does everything, and a screen reader is told of it."""

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import CHROMIUM, FIREFOX, KINDS
from tests.browser.reader import Reader

PAGE = "session/flush"
SHOWN = """(selector, number) =>
    [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility()).length === number"""


def tab(reader: Reader, wanted: str, most: int = 30) -> None:
    """Press Tab until something has the focus."""
    passed: list[str] = []
    while reader.focused() != wanted:
        assert len(passed) < most, f"Tab does not reach {wanted!r}, but {passed}"
        reader.page.keyboard.press("Tab")
        passed.append(reader.focused()[:40])


@pytest.mark.browsers(CHROMIUM, FIREFOX)
def test_run_edit_leave_and_run_all_by_keyboard(reader: Reader) -> None:
    reader.open(PAGE)
    press = reader.page.keyboard.press
    reader.page.locator("h1").click()
    tab(reader, "Run snippet 1")
    press("Enter")
    reader.wait()
    expect(reader.page.get_by_role("status").filter(has_text="Snippet 1: Same as recorded.")).to_be_visible()
    tab(reader, "Edit snippet 1")
    press("Space")
    expect(reader.editor(0)).to_be_focused()
    described = reader.page.evaluate(
        "() => document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent"
    )
    assert "Tab leaves the editor" in described
    press("Control+a")
    reader.page.keyboard.insert_text("print('typed')")
    press("Control+Enter")
    reader.wait()
    expect(reader.output(0)).to_have_text("typed")
    assert reader.focused() == "Code of snippet 1"
    tab(reader, "Run snippet 1")
    press("Shift+Tab")
    assert reader.focused() == "Code of snippet 1"
    tab(reader, "Restore original of snippet 1")
    press("Enter")
    assert reader.focused() == "Edit snippet 1"
    press("/")
    press("Escape")
    assert reader.focused() == "Edit snippet 1"
    tab(reader, "Run all", most=300)
    press("Enter")
    reader.wait()
    expect(reader.said).to_contain_text("same as recorded")


@pytest.mark.browsers(CHROMIUM, FIREFOX)
def test_an_editor_that_comes_late_leaves_the_focus_where_it_is(reader: Reader) -> None:
    reader.open(PAGE)
    reader.site.slow = {"editor-": 0.04}
    reader.button("Edit", 0).press("Enter")
    reader.button("Run", 3).focus()
    expect(reader.editor(0)).to_be_visible()
    expect(reader.button("Run", 3)).to_be_focused()


@pytest.mark.browsers(CHROMIUM, FIREFOX)
def test_an_exercise_by_keyboard(reader: Reader) -> None:
    cells = reader.open(PAGE)
    start = next(number for number, cell in enumerate(cells) if cell["program"] == "exercise 1")
    (solved,) = cells[start + 2]["examples"]
    press = reader.page.keyboard.press
    section = reader.page.locator("section.exercise")
    hints, solution = section.locator("details.hint"), section.locator("details.solution")
    section.locator("h2").click()
    expect(reader.editor(start)).to_be_visible()
    shown = [fold.is_visible() for fold in [*hints.all(), solution]]
    assert shown == [True] + [False] * (len(shown) - 1)
    for index, hint in enumerate(hints.all()):
        tab(reader, (hint.locator("summary").text_content() or "").strip(), 20)
        press("Enter")
        for number, fold in enumerate([*hints.all(), solution]):
            expect(fold).to_be_visible(visible=number < index + 2)
    section.locator("h2").click()
    tab(reader, f"Code of snippet {start + 1}")
    press("Control+a")
    reader.page.keyboard.insert_text(solved["source"])
    tab(reader, section.get_by_role("button", name="Check").get_attribute("aria-label") or "Check")
    press("Enter")
    expect(section.get_by_role("status")).to_have_text("Solved.")


@pytest.mark.browsers(*KINDS)
def test_an_exercise_is_solved_and_counted_in_the_contents_until_reset(reader: Reader) -> None:
    cells = reader.open(PAGE)
    start = next(number for number, cell in enumerate(cells) if cell["program"] == "exercise 1")
    (solved,) = cells[start + 2]["examples"]
    section, progress = "section.exercise", ".live-progress"
    reader.window.evaluate("(section) => document.querySelector(section).scrollIntoView()", section)
    reader.sees(reader.part(start, ".cm-content"))
    reader.misses(progress)
    reader.click("Check", section)
    reader.sees(f"{section} .live-verdict", "Not yet: ")
    folds = f"{section} details:is(.hint, .solution)"
    count = reader.window.evaluate("(folds) => document.querySelectorAll(folds).length", folds)
    for number in range(1, count):
        reader.window.until(SHOWN, folds, number)
        reader.window.click(f"{folds}:not([hidden], [open]) > summary")
    reader.window.until(SHOWN, folds, count)
    reader.edit(start, solved["source"])
    reader.click("Check", section)
    reader.sees(f"{section} .live-verdict", "Solved.", whole=True)
    reader.sees(progress, "Exercises solved: 1 of ")
    reader.reload()
    reader.sees(f"{section} .live-verdict", "Solved before.", whole=True)
    reader.sees(f"{section} details.solution")
    reader.open("index")
    reader.sees(progress, "Exercises solved: 1 of ")
    reader.click("Reset the progress of the exercises")
    reader.misses(progress)
    reader.reload()
    reader.sees(".sidebar-tree")
    reader.misses(progress)
