"""A network that fails, crawls or is not there."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import KINDS
from tests.browser.conftest import Open
from tests.browser.pages import HTML
from tests.browser.reader import Reader

PAGE = "session/flush"
NEEDED = ("core", "wasm", "worker")
KEPT = """async (paths) => {
    const kept = await Promise.all(paths.map((path) => caches.match(path, { ignoreSearch: true })));
    return kept.every(Boolean);
}"""
"""Whether all that was fetched is there without a network."""
FAILED = "Failed to load resource|404|503|ERR_"


@pytest.mark.browsers(*KINDS)
def test_a_page_works_offline_after_the_first_visit(reader: Reader) -> None:
    reader.open(PAGE)
    reader.run(0)
    reader.click("Edit snippet 1")
    reader.sees(reader.part(0, ".cm-content"))
    reader.click("Restore original of snippet 1")
    # All but the service worker's own script, which the browser keeps by itself.
    reader.window.until(KEPT, sorted(set(reader.site.asked) - {"/service.js"}))
    reader.site.down = True
    reader.reload()
    reader.edit(1, "1 + 1")
    reader.run(1)
    reader.state(0, "same")
    reader.sees(reader.part(1, name="output"), "2", whole=True)


def test_a_slow_network_shows_real_bytes_and_a_page_that_reads(reader: Reader) -> None:
    reader.open(PAGE)
    reader.site.slow = {"wasm-": 0.04}
    reader.button("Run", 0).click()
    total = sum(json.loads((HTML / "live/manifest.json").read_text())["files"][name]["bytes"] for name in NEEDED)
    expect(reader.bar.locator(".live-loading")).to_contain_text(f" of {total / 1e6:.1f} MB")
    expect(reader.page.locator(".live-note")).to_contain_text(f"into the page, {total / 1e6:.1f} MB.")
    expect(reader.cell(0).locator(".live-status")).to_have_text("Loading Python …")
    bar = reader.bar.get_by_role("progressbar", name="Loading Python")
    expect(bar).to_be_visible()
    seen = [bar.evaluate("(bar) => bar.value")]
    reader.edit(2, "3 * 3")
    reader.page.wait_for_timeout(300)
    seen.append(bar.evaluate("(bar) => bar.value"))
    assert 0 < seen[0] < seen[1] < bar.evaluate("(bar) => bar.max") == total
    reader.wait()
    expect(bar).to_be_hidden()
    reader.state(0, "same")


@pytest.mark.parametrize("part", ["manifest.json", "examples.json", "worker-", "wasm-", "core-"])
def test_a_runtime_that_does_not_come_is_named_and_tried_again(reader: Reader, part: str) -> None:
    reader.expected = [FAILED]
    reader.open(PAGE)
    reader.site.failing = part
    reader.run(0)
    reader.state(0, "failed")
    name = part.removesuffix("-")
    expect(reader.said).to_contain_text(f"{name} could not be fetched: the site answered 503. Press Run to try again.")
    reader.site.failing = ""
    reader.run(0)
    reader.state(0, "same")


def test_an_editor_that_does_not_come_is_named_and_tried_again(reader: Reader) -> None:
    reader.expected = [FAILED]
    reader.open(PAGE)
    reader.site.failing = "editor-"
    reader.button("Edit", 0).click()
    expect(reader.cell(0).locator(".live-status")).to_contain_text("The editor could not be loaded.")
    reader.site.failing = ""
    reader.button("Edit", 0).click()
    expect(reader.editor(0)).to_be_focused()


def test_modules_that_do_not_come_are_named_and_tried_again(reader: Reader) -> None:
    reader.expected = [FAILED]
    reader.open(PAGE)
    reader.site.failing = "rest-"
    reader.edit(0, "import tomllib")
    reader.run(0)
    reader.state(0, "failed")
    expect(reader.said).to_contain_text("rest could not be fetched: the site answered 503. Press Run to try again.")
    reader.site.failing = ""
    reader.run(0)
    reader.state(0, "ran")


def test_without_javascript_the_page_reads_and_says_why(opened: Open) -> None:
    reader = opened(java_script_enabled=False)
    reader.open(PAGE)
    expect(reader.page.locator(".live-note")).to_contain_text("with JavaScript")
    expect(reader.page.get_by_role("button", name="Run")).to_have_count(0)
    expect(reader.cell(2)).to_contain_text(">>> noor.id\n4")
    expect(reader.page.locator("details.hint summary, details.solution > summary").last).to_be_visible()


def test_from_a_file_the_page_reads_and_says_why(reader: Reader) -> None:
    reader.expected = ["origin 'null'", "Content Security Policy", FAILED]
    reader.page.goto(Path(HTML, f"{PAGE}.html").as_uri())
    expect(reader.page.locator(".live-note")).to_contain_text("not from a file")
    expect(reader.page.get_by_role("button", name="Run")).to_have_count(0)
    expect(reader.cell(2)).to_contain_text(">>> noor.id\n4")
