"""The keyboard alone reaches and does everything, and a screen reader is told of it."""

import re

from playwright.sync_api import expect

from tests.browser.reader import Reader

PAGE = "session/flush"


def focused(reader: Reader) -> str:
    """What has the focus: its name, or its text."""
    name: str = reader.page.evaluate(
        "() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"
    )
    return name.strip()


def tab(reader: Reader, wanted: str, most: int = 30) -> None:
    """Press Tab until something has the focus."""
    passed: list[str] = []
    while focused(reader) != wanted:
        assert len(passed) < most, f"Tab does not reach {wanted!r}, but {passed}"
        reader.page.keyboard.press("Tab")
        passed.append(focused(reader)[:40])


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
    assert focused(reader) == "Code of snippet 1"
    tab(reader, "Run snippet 1")
    press("Shift+Tab")
    assert focused(reader) == "Code of snippet 1"
    tab(reader, "Restore original of snippet 1")
    press("Enter")
    assert focused(reader) == "Edit snippet 1"
    press("/")
    press("Escape")
    assert focused(reader) == "Edit snippet 1"
    tab(reader, "Run all", most=200)
    press("Enter")
    reader.wait()
    expect(reader.said).to_contain_text("same as recorded")


def test_an_editor_that_comes_late_leaves_the_focus_where_it_is(reader: Reader) -> None:
    reader.open(PAGE)
    reader.site.slow = {"editor-": 0.04}
    reader.button("Edit", 0).press("Enter")
    reader.button("Run", 3).focus()
    expect(reader.editor(0)).to_be_visible()
    expect(reader.button("Run", 3)).to_be_focused()


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


def test_solved_exercises_are_counted_in_the_contents_until_reset(reader: Reader) -> None:
    cells = reader.open(PAGE)
    start = next(number for number, cell in enumerate(cells) if cell["program"] == "exercise 1")
    (solved,) = cells[start + 2]["examples"]
    section, progress = reader.page.locator("section.exercise"), reader.page.locator(".live-progress")
    section.scroll_into_view_if_needed()
    expect(reader.editor(start)).to_be_visible()
    expect(progress).to_have_count(0)
    reader.edit(start, solved["source"])
    section.get_by_role("button", name="Check").click()
    expect(section.locator(".live-verdict")).to_have_text("Solved.")
    expect(progress).to_contain_text(re.compile(r"Exercises solved: 1 of \d+"))
    reader.page.reload()
    expect(section.locator(".live-verdict")).to_have_text("Solved before.")
    expect(section.locator("details.solution")).to_be_visible()
    reader.open("index")
    expect(progress).to_contain_text(re.compile(r"Exercises solved: 1 of \d+"))
    progress.get_by_role("button", name="Reset").click()
    expect(progress).to_have_count(0)
    reader.page.reload()
    expect(reader.page.locator(".sidebar-tree")).to_be_visible()
    expect(progress).to_have_count(0)
