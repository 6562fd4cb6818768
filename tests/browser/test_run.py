"""Run what a reader clicks, in any order."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import CHROMIUM, FIREFOX, KINDS
from tests.browser.compare import differences
from tests.browser.conftest import Open
from tests.browser.reader import Reader

PAGE = "session/flush"
RUNTIME = re.compile(r"/(worker|core|wasm|rest|editor)-")


@pytest.mark.browsers(*KINDS)
def test_any_snippet_may_be_the_first_click_and_what_ran_is_not_run_again(reader: Reader) -> None:
    reader.open(PAGE)
    before = reader.texts()
    reader.run(5)
    assert reader.states()[:8] == [*["same"] * 6, "", ""]
    reader.sees(".live-say", "6 snippets ran, 6 same as recorded.", whole=True)
    reader.blank()
    reader.run(8)
    assert reader.states()[:10] == [*["same"] * 9, ""]
    assert {text for cell, _, text in reader.texts() if cell < 6} == {""}
    assert not differences(before, reader.texts(), [6, 7, 8])
    reader.run(8)
    assert reader.states()[:10] == [*["same"] * 9, ""]
    assert not differences(before, reader.texts(), range(9))
    reader.run(2)
    assert not differences(before, reader.texts(), range(9))


@pytest.mark.browsers(*KINDS)
def test_reset_brings_the_recorded_results_back_and_keeps_edits(reader: Reader) -> None:
    reader.open(PAGE)
    before = reader.texts()
    reader.edit(1, "noor = 40\nnoor + 2")
    reader.run(1)
    reader.sees(reader.part(1, name="output"), "42", whole=True)
    reader.click("Reset", ".live-bar")
    reader.sees(".live-say", "Reset")
    assert reader.states()[:3] == ["", "stale", "stale"]
    assert reader.texts() == before
    reader.sees(reader.part(1, ".cm-content"), "noor + 2")
    reader.run(1)
    reader.sees(reader.part(1, name="output"), "42", whole=True)


@pytest.mark.browsers(CHROMIUM, FIREFOX)
def test_a_page_that_nobody_runs_fetches_no_runtime(reader: Reader) -> None:
    reader.open(PAGE)
    reader.page.wait_for_load_state("networkidle")
    reader.button("Run", 0).hover()
    reader.button("Run", 1).focus()
    reader.bar.hover()
    reader.page.wait_for_load_state("networkidle")
    asked = set(reader.site.asked)
    assert not [path for path in asked if RUNTIME.search(path)]


@pytest.mark.browsers(CHROMIUM, FIREFOX)
def test_modules_that_no_page_needs_are_there(reader: Reader) -> None:
    reader.open(PAGE)
    reader.edit(
        0, 'import tomllib\nimport sqlalchemy.dialects.mysql as mysql\nprint(tomllib.loads("a = 1"), mysql.INTEGER())'
    )
    assert not [path for path in reader.site.asked if "rest-" in path]
    reader.run(0)
    expect(reader.output(0)).to_have_text("{'a': 1} INTEGER")
    assert [path for path in reader.site.asked if "rest-" in path]


@pytest.mark.browsers(CHROMIUM, FIREFOX)
def test_python_reaches_no_other_host(reader: Reader) -> None:
    reader.expected = ["Content Security Policy", "Content-Security-Policy", "violates the following"]
    reader.open(PAGE)
    reader.edit(0, 'import js\nreply = await js.fetch("https://other.example/")\nprint(reply.status)')
    reader.run(0)
    reader.state(0, "error")
    reader.edit(
        0,
        'import js\nrequest = js.XMLHttpRequest.new()\nrequest.open("GET", "https://other.example/", False)\nrequest.send()',
    )
    reader.run(0)
    reader.state(0, "error")
    reader.edit(0, 'import js\njs.importScripts("https://other.example/a.js")')
    reader.run(0)
    reader.state(0, "error")


def test_the_page_reads_and_works_on_a_phone(opened: Open) -> None:
    reader = opened(viewport={"width": 360, "height": 640}, device_scale_factor=2, has_touch=True, is_mobile=True)
    reader.open(PAGE)
    reader.edit(2, "ours.flush()\nnoor.id, '" + "long " * 40 + "'")
    reader.run(2)
    reader.state(2, "ran")
    wide = reader.page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    expect(reader.bar).to_be_in_viewport()
    reader.page.mouse.wheel(0, 3000)
    expect(reader.bar).to_be_in_viewport()
