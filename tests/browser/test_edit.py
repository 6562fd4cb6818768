"""Change a snippet, run it, and go back."""

from playwright.sync_api import expect

from tests.browser.compare import differences
from tests.browser.reader import Reader

PAGE = "session/flush"


def test_an_edit_runs_shows_values_and_makes_what_is_below_stale(reader: Reader) -> None:
    reader.open(PAGE)
    before = reader.texts()
    reader.run(3)
    reader.edit(2, 'ours.flush()\nnoor.username.upper()\n[n * 2 for n in (1, 2)]\nprint("seen"); 7')
    assert reader.states()[:5] == ["same", "same", "stale", "stale", "stale"]
    expect(reader.cell(3).locator(".live-status")).to_contain_text("Stale")
    reader.page.keyboard.press("Control+Enter")
    reader.wait()
    reader.state(2, "ran")
    expect(reader.output(2)).to_have_text("'NOOR'\n[2, 4]\nseen\n7")
    assert reader.states()[:5] == ["same", "same", "ran", "stale", "stale"]
    reader.run(3)
    reader.state(3, "same")
    reader.button("Restore original of", 2).click()
    expect(reader.editor(2)).to_have_count(0)
    expect(reader.button("Edit", 2)).to_be_focused()
    assert reader.states()[:5] == ["same", "same", "", "stale", ""]
    reader.run(3)
    assert not differences(before, reader.texts(), range(24))


def test_prompts_are_stripped_in_the_editor(reader: Reader) -> None:
    reader.open(PAGE)
    reader.button("Edit", 13).click()
    expect(reader.editor(13)).to_be_focused()
    text = reader.editor(13).inner_text()
    assert text.startswith("ours.rollback()\n")
    assert ">>>" not in text
    assert "with ours.no_autoflush:\n    order.customer =" in text


def test_the_line_of_an_error_is_marked(reader: Reader) -> None:
    reader.open(PAGE)
    reader.edit(1, 'one = 1\n\nprint("before")\none / 0\none = 2')
    reader.run(2)
    reader.state(1, "error")
    marked = reader.cell(1).locator(".live-error-line")
    expect(marked).to_have_text("one / 0")
    expect(reader.cell(1).locator(".live-status")).to_have_text("Raised ZeroDivisionError: division by zero")
    expect(reader.output(1)).to_contain_text("before\nTraceback (most recent call last):\n  line 4")
    reader.state(2, "stopped")
    expect(reader.cell(2).locator(".live-status")).to_have_text("Not run: snippet 2 raised an exception.")
    reader.editor(1).press("End")
    reader.page.keyboard.insert_text(" ")
    expect(marked).to_have_count(0)
    reader.edit(1, "for")
    reader.run(1)
    expect(marked).to_have_text("for")
    expect(reader.output(1)).to_contain_text("SyntaxError")


def test_edits_survive_a_reload_and_restore_forgets_them(reader: Reader) -> None:
    reader.open(PAGE)
    reader.edit(1, "noor = 20\nnoor + 1")
    reader.page.reload()
    expect(reader.editor(1)).to_have_text("noor = 20noor + 1")
    reader.run(1)
    expect(reader.output(1)).to_have_text("21")
    reader.button("Restore original of", 1).click()
    reader.page.reload()
    expect(reader.button("Edit", 1)).to_be_visible()
    expect(reader.editor(1)).to_have_count(0)


def test_two_tabs_are_two_programs(reader: Reader) -> None:
    reader.open(PAGE)
    other = Reader(reader.page.context.new_page(), reader.site)
    other.open(PAGE)
    reader.edit(0, "shared = 1\nprint(shared)")
    reader.run(0)
    other.edit(0, "print('shared' in globals())")
    other.run(0)
    expect(other.output(0)).to_have_text("False")
    expect(reader.output(0)).to_have_text("1")
    reader.edit(1, "shared")
    reader.run(1)
    expect(reader.output(1)).to_have_text("1")


def test_back_and_forward_find_a_page_that_works(reader: Reader) -> None:
    reader.open(PAGE)
    reader.run(1)
    reader.open("session/changes")
    reader.run(0)
    reader.page.go_back()
    expect(reader.page).to_have_url(f"{reader.site.url}{PAGE}.html")
    reader.run(2)
    reader.state(2, "same")
    reader.page.go_forward()
    expect(reader.page).to_have_url(f"{reader.site.url}session/changes.html")
    reader.run(1)
    reader.state(1, "same")
