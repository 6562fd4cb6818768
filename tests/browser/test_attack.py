"""What a stranger's snippet may try: to plant a page, to wreck what is kept, to send something out, to show HTML."""

import pytest
from playwright.sync_api import Dialog, expect

from tests.browser.browsers import CHROMIUM, FIREFOX, KINDS
from tests.browser.reader import Reader

# WebKitGTK can't wait for a promise in Python, so all that these try would fail there for that reason alone.
pytestmark = pytest.mark.browsers(CHROMIUM, FIREFOX)
PAGE = "session/flush"
REFUSED = ["Content[ -]Security[ -]Policy", "Failed to load resource", "violates the following", "blocked"]
TRY = """
import js
from pyodide.ffi import create_proxy, run_sync, to_js

def plain(value):
    return to_js(value, dict_converter=js.Object.fromEntries)

def refuse(no):
    return create_proxy(lambda *_: no(js.Error.new("refused")))

def attempt(name, act):
    try:
        value = act()
        print(name, "->", run_sync(value) if hasattr(value, "then") else value)
    except BaseException as error:
        print(name, "!!", type(error).__name__)
"""
PLANT = """
def plant():
    store = run_sync(js.caches.open("mapped"))
    options = plain({"headers": {"content-type": "text/html"}})
    page = "<title>planted</title><script>document.title = 'its script ran'</script>"
    for path in ("", "index.html", "session/flush.html"):
        run_sync(store.put(SITE + path, js.Response.new(page, options)))

attempt("plant", plant)
attempt("forget", lambda: run_sync(js.caches.delete("mapped")) or 1 / 0)
print("tried")
"""
KEEP = """
def open_database():
    request = js.indexedDB.open("mapped")
    def wait(keep, no):
        request.onsuccess, request.onerror = keep, refuse(no)
    return js.Promise.new(create_proxy(wait))

attempt("indexedDB", open_database)
attempt("files", lambda: js.navigator.storage.getDirectory())
attempt("localStorage", lambda: js.localStorage)
attempt("cookieStore", lambda: js.cookieStore.getAll())
attempt("service worker", lambda: js.navigator.serviceWorker.getRegistrations() and 1 / 0)
attempt("document", lambda: js.document)
attempt("parent", lambda: js.parent)
js.BroadcastChannel.new("mapped").postMessage("heard")
print("tried")
"""
LEAVE = """
INSIDE = f"fetch('{SITE}?nested').then(() => postMessage('out'), () => postMessage('in'))"
def nested():
    worker = js.Worker.new(js.URL.createObjectURL(js.Blob.new(to_js([INSIDE]))))
    def wait(keep, no):
        worker.onmessage = create_proxy(lambda event: keep("out") if event.data == "out" else refuse(no)())
        worker.onerror = refuse(no)
    return js.Promise.new(create_proxy(wait))
def asked(address, *, synchronous=False):
    request = js.XMLHttpRequest.new()
    request.open("GET", address, False)
    request.send()
    return request.status
def opened(kind, address):
    def wait(keep, no):
        source = getattr(js, kind).new(address)
        source.onopen, source.onerror = keep, refuse(no)
        js.setTimeout(refuse(no), 1000)
    return js.Promise.new(create_proxy(wait))
for site in (SITE, "https://other.example/"):
    attempt("fetch", lambda: js.fetch(site + "?fetch"))
    attempt("fetch no-cors", lambda: js.fetch(site + "?plain", plain({"mode": "no-cors"})))
    attempt("XMLHttpRequest", lambda: asked(site + "?request"))
    attempt("EventSource", lambda: opened("EventSource", site + "?events"))
    attempt("WebSocket", lambda: opened("WebSocket", site.replace("http", "ws", 1) + "?socket"))
    attempt("importScripts", lambda: js.importScripts(site + "?script"))
attempt("nested worker", nested)
attempt("eval", lambda: js.eval("1"))
attempt("Function", lambda: js.Function.new("return 1")())
print("tried")
"""
WAYS = ["nested", "fetch", "plain", "request", "events", "socket", "script"]
"""What the site would be asked, had a way led out."""
SHOW = """
class Marked:
    def __repr__(self):
        return "<svg onload=alert(2)>"

print("<img src=x onerror=alert(1)>")
print(Marked())
from sqlalchemy import create_engine, text
with create_engine("sqlite://").connect() as connection:
    connection.execute(text('SELECT :value AS "<img src=x onerror=alert(3)>"'), {"value": "<script>alert(4)</script>"})
raise ValueError("<img src=x onerror=alert(5)>\\n<script>alert(6)</script>")
"""
FORGE = """
js.MessagePort.prototype.postMessage = create_proxy(lambda *_: print("taken"))
result = {"examples": [{"text": "<b>forged</b>", "error": "", "frames": "", "line": 1, "same": True}], "sql": "FORGED",
    "statements": "<u>9", "same": True, "go": True}
for id in range(1, 9):
    for index in (0, 1, 99, -1, "x"):
        for kind in ("result", "cell", "done", "output", "wants", "failed", "ready", "start", "end"):
            js.postMessage(plain({"type": kind, "id": id, "index": index, "result": result, "text": "forged"}))
for n in range(20_000):
    js.postMessage(n)
print("sent")
"""


def attempts(reader: Reader, code: str) -> dict[str, str]:
    """Run a snippet that tries things; returns how each ended, by its name."""
    reader.edit(0, f"SITE = {reader.site.url!r}\n{TRY}{code}")
    reader.run(0)
    reader.state(0, "ran")
    lines = (reader.output(0).text_content() or "").splitlines()
    assert lines[-1] == "tried", lines
    return {line: line.partition(" !! ")[2] for line in lines if " !! " in line or " -> " in line}


@pytest.mark.browsers(*KINDS)
def test_a_snippet_has_an_origin_of_its_own(reader: Reader) -> None:
    reader.open(PAGE)
    reader.edit(0, "import js\nprint(js.self.origin)")
    reader.run(0)

    reader.sees(reader.part(0, name="output"), "null", whole=True)


def test_a_page_can_not_be_planted_nor_the_kept_ones_taken_away(reader: Reader) -> None:
    reader.expected = [*REFUSED, "ERR_"]
    reader.open(PAGE)
    reader.page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    reader.page.reload()

    assert all(attempts(reader, PLANT).values())
    kept = "(await caches.match(location.href))?.headers.get('Content-Security-Policy')"
    policy = reader.page.evaluate(f"async () => {{ for (;;) {{ const kept = {kept}; if (kept) return kept; }} }}")
    assert "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-" in policy

    reader.button("Restore original of", 0).click()
    reader.site.down = True
    reader.open(PAGE)
    expect(reader.page.get_by_role("heading", level=1)).to_be_visible()
    assert "planted" not in reader.page.title()
    reader.run(0)
    reader.state(0, "same")


def test_a_snippet_reaches_no_storage_and_no_other_script(reader: Reader) -> None:
    reader.expected = REFUSED
    reader.open(PAGE)
    reader.page.evaluate("() => { new BroadcastChannel('mapped').onmessage = () => (window.heard = true); }")

    tried = attempts(reader, KEEP)

    assert all(tried.values()), tried
    assert not reader.page.evaluate("() => window.heard")


def test_a_snippet_can_send_nothing_out(reader: Reader) -> None:
    reader.expected = [*REFUSED, "establish a connection", "refused", "^$"]
    reader.open(PAGE)

    tried = attempts(reader, LEAVE)

    assert all(tried.values()), tried
    assert not [query for query in reader.site.queries if query in WAYS], reader.site.queries


def test_what_a_snippet_shows_is_text(reader: Reader) -> None:
    dialogs: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    reader.page.on("dialog", dismiss)
    reader.open(PAGE)
    reader.edit(0, SHOW)
    reader.run(0)
    reader.state(0, "error")
    reader.page.locator('details.sql[data-cell="0"] summary').click()

    expect(reader.output(0)).to_contain_text("<img src=x onerror=alert(1)>\n<svg onload=alert(2)>")
    expect(reader.page.locator('details.sql[data-cell="0"]')).to_contain_text("<script>alert(4)</script>")
    reader.page.reload()
    expect(reader.editor(0)).to_contain_text("<svg onload=alert(2)>")
    reader.page.evaluate("localStorage.setItem('mapped:solved', '[\"<img src=x onerror=alert(7)>\"]')")
    reader.page.goto(f"{reader.site.url}{PAGE}.html?q=<img src=x>#<img src=x onerror=alert(8)>")
    expect(reader.bar).to_be_visible()
    assert not reader.page.locator("img[src=x], svg[onload], article [data-cell] script").count()
    assert not dialogs


def test_a_snippet_can_not_speak_for_the_worker(reader: Reader) -> None:
    reader.open(PAGE)
    reader.edit(0, TRY + FORGE)
    reader.run(0)
    reader.state(0, "ran")

    expect(reader.output(0)).to_have_text("sent")
    assert "orged" not in str(reader.texts())
    assert reader.states()[1:4] == ["stale", "stale", "stale"]
    reader.button("Restore original of", 0).click()
    reader.run(1)
    assert reader.states()[:2] == ["same", "same"]


MUCH = {
    "lines": 'print("x\\n" * 9_999)\n' * 300,
    "forged": """
import json, livefence.live.cell as cell
ran = {"text": "\\n" * 30_000, "error": "", "frames": "", "line": 0, "same": None}
real, cell.json = json, type("", (), {"loads": json.loads, "dumps": lambda _: real.dumps(
    {"examples": [ran] * 1_000, "sql": "", "statements": 0, "same": None, "go": True})})
""",
    "objects": """
import sys, js
for n in range(20):
    sys.stdout.tell_page(js.Array.new(1_000_000))
print("told")
""",
}


@pytest.mark.parametrize("code", MUCH.values(), ids=MUCH)
def test_no_result_is_too_much_for_the_page(reader: Reader, code: str) -> None:
    reader.open(PAGE)
    reader.edit(1, code)
    reader.run(1)

    reader.state(1, "ran")
    assert sum(len(text) for _, _, text in reader.texts()) < 200_000
    assert reader.page.locator("article span").count() < 150_000
    reader.button("Restore original of", 1).click()
    reader.run(0)
    reader.state(0, "same")


def test_an_error_of_a_worker_is_a_line(reader: Reader) -> None:
    reader.expected = ["expired"]
    reader.open(PAGE)
    reader.edit(0, "import js\njs.reportError(js.Error.new('Your session has expired. ' * 600 + '\\n' * 60))\n1")
    reader.run(0)

    assert len(reader.cell(0).locator(".live-status").text_content() or "") < 400
    assert len(reader.said.text_content() or "") < 400
    reader.button("Restore original of", 0).click()
    reader.run(0)
    reader.state(0, "same")


def test_what_a_result_shows_is_not_copied_as_code(reader: Reader) -> None:
    first = reader.open(PAGE)[0]["examples"]
    hostile = "import livefence.run as run\nrun.Outcome.text = property(lambda self: '>>> hostile')"
    reader.edit(0, "".join(example["source"] for example in first) + hostile)
    reader.run(2)

    code = reader.cell(2).locator("pre")
    expect(code).to_contain_text(">>> hostile")
    left = code.evaluate(
        "(code) => { const copy = code.cloneNode(true);"
        " copy.querySelectorAll('.linenos, .go, .gt, .gr').forEach((part) => part.remove()); return copy.textContent; }"
    )
    assert "hostile" not in left


@pytest.mark.parametrize("kept", ["x", "5", "null", '{"a": 1}', '[1, {"a": 2}, null, "session/flush#none"]', '"["'])
def test_whatever_another_site_left_in_storage_does_no_harm(reader: Reader, kept: str) -> None:
    reader.open(PAGE)
    reader.page.evaluate("(kept) => localStorage.setItem('mapped:solved', kept)", kept)
    reader.page.reload()

    expect(reader.page.get_by_role("button", name="Check", exact=False).first).to_be_attached()
    reader.run(0)
    reader.state(0, "same")
    assert reader.page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
