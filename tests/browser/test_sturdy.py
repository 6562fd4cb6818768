"""Odd hosts, odd readers, odd programs: each works, or is told in one line what is wrong."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import CHROMIUM, FIREFOX
from tests.browser.pages import HTML
from tests.browser.reader import Reader

pytestmark = pytest.mark.browsers(CHROMIUM, FIREFOX)
PAGE = "session/flush"
FAILED = "Failed to load resource|40[34]|ERR_|MIME|NetworkError|Loading failed"
COUNT = """
window.started = 0;
const post = MessagePort.prototype.postMessage;
MessagePort.prototype.postMessage = function (message, ...rest) {
  if (message?.type === "start") window.started++;
  return post.call(this, message, ...rest);
};
"""
CLICKS = """async (button) => {
  for (let n = 0; n < 10; n++) {
    button.click();
    await new Promise((resolve) => setTimeout(resolve, 600));
  }
}"""
"""Too far apart for a double click, and over before Python is there."""
FORBID = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
  configurable: true,
});
"""
FILL = """() => {
  let size = 2 ** 22;
  for (let n = 0; size >= 1; n++) try { localStorage.setItem("fill" + n, "x".repeat(size)); } catch { size /= 2; }
}"""
MANIFEST = "/live/manifest.json"
UPDATED = "The guide has changed since this page was opened. Reload the page to go on: your edits are kept."
ODD = ["application/octet-stream", "text/plain"]


def says(reader: Reader, number: int, text: str) -> None:
    """See what stands beside the buttons of a cell."""
    expect(reader.cell(number).locator(".live-status")).to_contain_text(text)


def built_anew(reader: Reader, **changes: str) -> None:
    """Have the site be built anew: no file of the old build is there any more."""
    manifest = json.loads((HTML / "live/manifest.json").read_text())
    reader.site.gone = "-"
    reader.site.other = {MANIFEST: json.dumps(manifest | {"page": "live-000000000000.js"} | changes).encode()}


@pytest.mark.parametrize("named", ODD)
def test_no_host_has_to_know_the_types_of_files(reader: Reader, named: str) -> None:
    reader.expected = [FAILED, "service", "ServiceWorker", "script"]
    odd = dict.fromkeys([".bin", ".zip", ".json"], named)
    reader.site.types = odd | ({".js": named} if named == "text/plain" else {})
    reader.open(PAGE)
    reader.edit(0, "import tomllib; print(tomllib.loads('a = 1'))")
    reader.run(0)

    expect(reader.output(0)).to_have_text("{'a': 1}")


def test_a_blocker_is_named(reader: Reader) -> None:
    reader.expected = [FAILED]
    reader.open(PAGE)
    reader.site.cut = "wasm-"
    reader.run(0)

    reader.state(0, "failed")
    says(reader, 0, "wasm could not be fetched: the network, or a blocker in the browser, kept it away.")
    reader.site.cut = ""
    reader.run(0)
    reader.state(0, "same")


def test_no_name_of_a_file_invites_a_blocker(reader: Reader) -> None:
    reader.open(PAGE)
    reader.run(0)

    assert not [path for path in reader.site.asked if "pyodide" in path]


def test_a_tab_works_on_after_a_new_build_and_offers_a_reload(reader: Reader) -> None:
    reader.expected = [FAILED]
    reader.open(PAGE)
    reader.run(0)
    built_anew(reader)
    for _ in range(4):
        reader.run(0)
        reader.state(0, "same")
    reader.button("Edit", 0).click()

    says(reader, 0, UPDATED)
    reader.site.reset()
    with reader.page.expect_navigation():
        reader.bar.get_by_role("button", name="Reload the page").click()
    expect(reader.bar).to_be_visible()
    reader.edit(0, "print('new')")
    reader.run(0)
    expect(reader.output(0)).to_have_text("new")


def test_a_tab_that_ran_nothing_before_a_new_build_says_so(reader: Reader) -> None:
    reader.expected = [FAILED]
    reader.open(PAGE)
    built_anew(reader, protocol="another")
    reader.run(0)

    reader.state(0, "failed")
    expect(reader.said).to_have_text(UPDATED)
    expect(reader.bar.get_by_role("button", name="Reload the page")).to_be_visible()


def test_many_clicks_are_one(reader: Reader) -> None:
    reader.page.add_init_script(COUNT)
    reader.open(PAGE)
    reader.site.slow = {"core-": 0.2}
    reader.button("Run", 20).evaluate(CLICKS)
    reader.wait()

    reader.state(20, "same")
    assert reader.page.evaluate("started") <= 2
    assert reader.states()[:21] == ["same"] * 21


def test_a_python_is_kept_ready_while_a_program_does_not_end(reader: Reader) -> None:
    reader.page.add_init_script(COUNT)
    reader.open(PAGE)
    reader.edit(0, "print('begun')\nwhile True: pass")
    reader.button("Run", 0).click()
    expect(reader.output(0)).to_have_text("begun")
    reader.window.until("() => window.started === 2")
    reader.bar.get_by_role("button", name="Stop").click()

    reader.state(0, "stopped")
    reader.button("Restore original of", 0).click()
    reader.run(0)
    reader.state(0, "same")


def test_a_double_click_runs(reader: Reader) -> None:
    reader.open(PAGE)
    reader.button("Run", 0).dblclick()
    reader.wait()

    reader.state(0, "same")


def test_full_storage_is_told(reader: Reader) -> None:
    reader.open(PAGE)
    reader.page.evaluate(FILL)
    reader.edit(0, "print('not kept')")

    expect(reader.said).to_contain_text("This browser keeps no edits")
    reader.run(0)
    expect(reader.output(0)).to_have_text("not kept")


def test_forbidden_storage_is_told_and_breaks_nothing(reader: Reader) -> None:
    reader.page.add_init_script(FORBID)
    reader.open(PAGE)
    reader.edit(0, "print('not kept')")

    expect(reader.said).to_contain_text("This browser keeps no edits")
    reader.run(0)
    expect(reader.output(0)).to_have_text("not kept")
    reader.page.get_by_role("button", name="Toggle Light / Dark").first.click()


GREEDY = {
    "at-once": "much = list(range(10**9))",
    "bit-by-bit": "much = []\nwhile True:\n    much.append('x' * 10**6)",
}


@pytest.mark.parametrize("program", GREEDY.values(), ids=GREEDY)
def test_a_program_that_wants_too_much_memory_gets_an_exception(reader: Reader, program: str) -> None:
    reader.open(PAGE)
    reader.edit(0, program)
    reader.run(0)

    reader.state(0, "error")
    says(reader, 0, "Raised MemoryError")
    reader.edit(1, "1 + 1")
    reader.button("Restore original of", 0).click()
    reader.run(1)
    reader.state(0, "same")
    expect(reader.output(1)).to_have_text("2")


DEADLY = {
    "import os\nos._exit(3)": "Python ended: ",
    "import js\njs.close()": "Python ended: a snippet closed its worker.",
    "import sys\nsys.setrecursionlimit(10**9)\ndef deep(n): return deep(n + 1)\ndeep(0)": (
        "Python ended: the program called itself too often for the browser."
    ),
}


@pytest.mark.parametrize(("program", "line"), DEADLY.items(), ids=["exit", "close", "deep"])
def test_an_end_of_python_is_told_at_the_snippet(reader: Reader, program: str, line: str) -> None:
    reader.expected = ["[Ff]atal error|Maximum call stack|too much recursion|^Error \\(blob:"]
    reader.open(PAGE)
    reader.edit(0, program)
    reader.run(0)

    reader.state(0, "failed")
    says(reader, 0, f"Not run. {line}")
    reader.button("Restore original of", 0).click()
    reader.run(0)
    reader.state(0, "same")
