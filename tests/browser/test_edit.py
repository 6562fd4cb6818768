"""Change a snippet, run it, and go back."""

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import KINDS
from tests.browser.compare import differences
from tests.browser.reader import Reader

PAGE = "session/flush"
everywhere = pytest.mark.browsers(*KINDS)


@everywhere
def test_an_edit_runs_shows_values_and_makes_what_is_below_stale(reader: Reader) -> None:
    reader.open(PAGE)
    before = reader.texts()
    reader.run(3)
    reader.edit(2, 'ours.flush()\nnoor.username.upper()\n[n * 2 for n in (1, 2)]\nprint("seen"); 7')
    assert reader.states()[:5] == ["same", "same", "stale", "stale", "stale"]
    reader.sees(reader.part(3, ".live-status"), "Stale")
    reader.press("Control+Enter")
    reader.wait()
    reader.state(2, "ran")
    reader.sees(reader.part(2, name="output"), "'NOOR'\n[2, 4]\nseen\n7", whole=True)
    assert reader.states()[:5] == ["same", "same", "ran", "stale", "stale"]
    reader.run(3)
    reader.state(3, "same")
    reader.click("Restore original of snippet 3")
    reader.misses(reader.part(2, ".cm-content"))
    reader.has_focus("Edit snippet 3")
    assert reader.states()[:5] == ["same", "same", "", "stale", ""]
    reader.run(3)
    assert not differences(before, reader.texts(), range(24))


@everywhere
def test_the_editor_opens_with_the_focus_and_without_prompts(reader: Reader) -> None:
    reader.open(PAGE)
    reader.click("Edit snippet 14")
    reader.has_focus("Code of snippet 14")
    text = reader.window.evaluate(
        "(editor) => document.querySelector(editor).innerText", reader.part(13, ".cm-content")
    )
    assert text.startswith("ours.rollback()\n")
    assert ">>>" not in text
    assert "with ours.no_autoflush:\n    order.customer =" in text
    reader.type("x")
    reader.sees(reader.part(13, ".cm-line"), "xours.rollback()")


@everywhere
def test_the_line_of_an_error_is_marked(reader: Reader) -> None:
    reader.open(PAGE)
    reader.edit(1, 'one = 1\n\nprint("before")\none / 0\none = 2')
    reader.run(2)
    reader.state(1, "error")
    marked = reader.part(1, ".live-error-line")
    reader.sees(marked, "one / 0", whole=True)
    reader.sees(reader.part(1, ".live-status"), "Raised ZeroDivisionError: division by zero", whole=True)
    reader.sees(reader.part(1, name="output"), "before\nTraceback (most recent call last):\n  line 4")
    reader.state(2, "stopped")
    reader.sees(reader.part(2, ".live-status"), "Not run: snippet 2 raised an exception.", whole=True)
    reader.window.click(reader.part(1, ".cm-content"))
    reader.type(" ")
    reader.misses(marked)
    reader.edit(1, "for")
    reader.run(1)
    reader.sees(marked, "for", whole=True)
    reader.sees(reader.part(1, name="output"), "SyntaxError")


@everywhere
def test_edits_survive_a_reload_and_restore_forgets_them(reader: Reader) -> None:
    reader.open(PAGE)
    reader.edit(1, "noor = 20\nnoor + 1")
    reader.reload()
    reader.sees(reader.part(1, ".cm-content"), "noor = 20noor + 1", whole=True)
    reader.run(1)
    reader.sees(reader.part(1, name="output"), "21", whole=True)
    reader.click("Restore original of snippet 2")
    reader.reload()
    reader.sees('button[aria-label="Edit snippet 2"]')
    reader.misses(reader.part(1, ".cm-content"))


def test_two_tabs_are_two_programs(reader: Reader) -> None:
    reader.open(PAGE)
    other = reader.beside()
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


@pytest.mark.browsers(*KINDS)
def test_back_and_forward_find_a_page_that_works(reader: Reader) -> None:
    reader.open(PAGE)
    reader.run(1)
    reader.open("session/changes")
    reader.run(0)
    reader.window.back()
    reader.window.until("(url) => location.href === url", f"{reader.site.url}{PAGE}.html")
    reader.run(2)
    reader.state(2, "same")
    reader.window.forward()
    reader.window.until("(url) => location.href === url", f"{reader.site.url}session/changes.html")
    reader.run(1)
    reader.state(1, "same")
