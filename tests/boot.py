"""Measure how long a reader waits for a first result: `python -m tests.boot [--against FOLDER]`.

A reader opens a page, presses Run on its first or its last snippet, and waits; the page itself takes the time.
In each browser: cold in a fresh profile, warm on the second visit, offline when the site is gone after the first.
Another build of the site is measured in turn with ours, pair by pair, since only ratios hold on a busy machine;
in Chromium so is a stock start of Pyodide. Then what is transferred, compressed as hosts do.
"""

import argparse
import gzip
import os
import statistics
import tempfile
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from playwright.sync_api import Page, Playwright, sync_playwright

from tests.browser.browsers import CHROMIUM, KINDS, WEBKIT, display, started, webkit
from tests.browser.server import FOR_EVER, TYPES
from tests.browser.window import Driven, Tab, Window

ROOT = Path(__file__).parent.parent
SITE = ROOT / "build/html"
STOCK = ROOT / "node_modules/pyodide"
PAGE = "session/flush.html"
CHAPTER = "start/first-program.html"
"""The page that is weighed, before and after a Run."""
STATES = ("cold", "warm", "offline")
POLICY = "default-src 'self'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval' blob:"
EXTRA = {
    "/empty": ("text/html", b"<!doctype html><title>A page</title>"),
    "/stock.js": (
        "text/javascript",
        b"""import { loadPyodide } from "/stock/pyodide.mjs";
        loadPyodide({ indexURL: "/stock/" }).then(() => postMessage("ready"));""",
    ),
}
STOCK_START = """() => new Promise((resolve, reject) => {
    const start = performance.now();
    const worker = new Worker("/stock.js", { type: "module" });
    worker.onmessage = () => resolve(performance.now() - start);
    worker.onerror = (event) => reject(new Error(event.message));
})"""
RUNS = """() => [...document.querySelectorAll('button[aria-label^="Run snippet "]:not(:disabled)')]
    .filter((button) => !button.closest(".exercise")).map((button) => Number(button.ariaLabel.split(" ").pop()))"""
"""The numbers, from 1, of the snippets that can be run."""
PRESS = """(number) => new Promise((resolve) => {
    const cell = document.querySelectorAll('[data-part="source"]')[number - 1];
    const start = performance.now();
    new MutationObserver(() => {
        const { state } = cell.dataset;
        if (["same", "differs", "ran", "error"].includes(state)) resolve([performance.now() - start, state]);
    }).observe(cell, { attributeFilter: ["data-state"] });
    document.querySelector(`button[aria-label="Run snippet ${number}"]`).click();
})"""
KEPT = """async (paths) => {
    const kept = await Promise.all(paths.map((path) => caches.match(path, { ignoreSearch: true })));
    return kept.every(Boolean);
}"""
Times = dict[str, list[float]]


@cache
def packed(path: Path) -> bytes:
    """A file as a host sends it."""
    return gzip.compress(path.read_bytes(), 6)


class Host(ThreadingHTTPServer):
    """A built site as a host sends it, and a stock Pyodide beside it, until it is `down`."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder, self.down = folder, False
        self.sent: dict[str, int] = {}
        """The bytes of each path that was asked."""

    @property
    def url(self) -> str:
        """The address of the site, with a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Be quiet about readers who leave."""


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server: Host

    def do_CONNECT(self) -> None:
        """Refuse who wants another host."""
        self.send_error(403)

    def do_GET(self) -> None:
        """Send a file."""
        name = unquote(self.path.partition("?")[0])
        if self.server.down or "//" in name:
            self.close_connection = True
            return
        kind, content = EXTRA.get(name, ("", b""))
        path = STOCK / name.removeprefix("/stock/") if name.startswith("/stock/") else self.server.folder / name[1:]
        self.send_response(200 if kind or path.is_file() else 404)
        if kind:
            self.send_header("Content-Security-Policy", POLICY)
        elif path.is_file():
            kind, content = TYPES.get(path.suffix, "application/octet-stream"), packed(path)
            lasts = FOR_EVER.search(name) or name.startswith("/stock/")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Cache-Control", "public, max-age=31536000, immutable" if lasts else "no-cache")
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.server.sent[name] = len(content)
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[Host]:
    """A host, until the end of the block."""
    host = Host(folder)
    threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield host
    host.shutdown()


def family(root: int) -> set[int]:
    """A process and all that it started, also at second hand."""
    parents = {}
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parents[int(process.name)] = int((process / "stat").read_text().rpartition(")")[2].split()[1])
    found = {root}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def workers() -> dict[str, float]:
    """Milliseconds of processor time of each worker's thread of our Chromium: no other load counts in it."""
    times = {}
    for task in [task for process in family(os.getpid()) for task in Path(f"/proc/{process}/task").glob("*")]:
        with suppress(OSError):
            if (task / "comm").read_text().startswith("DedicatedWorker"):
                times[task.name] = int((task / "schedstat").read_text().split()[0]) / 1e6
    return times


def threads(act: Callable[[], float]) -> tuple[float, float]:
    """Milliseconds of something, and those that new workers of Chromium computed meanwhile."""
    before = workers()
    milliseconds = act()
    return milliseconds, sum(spent for task, spent in workers().items() if task not in before)


def press(window: Window, number: int) -> float:
    """Milliseconds from Run on a snippet to its result."""
    milliseconds, state = window.evaluate(PRESS, number)
    assert state in ("same", "ran"), f"snippet {number}: {state}"
    return float(milliseconds)


def visit(window: Window, host: Host, place: int) -> float:
    """Open the page and run its first snippet, or its last: place 0 or -1."""
    window.go(host.url + PAGE)
    window.until(f"() => ({RUNS})().length")
    return press(window, window.evaluate(RUNS)[place])


def measure(window: Window, host: Host, place: int, name: str, times: Times) -> None:
    """What one reader with a fresh profile meets."""
    host.sent.clear()
    for state in STATES:
        if state == "offline":
            window.until(KEPT, sorted(set(host.sent) - {"/service.js", "/favicon.ico"}))
            window.go("about:blank")
            host.down = True
        try:
            spent, computed = threads(lambda: visit(window, host, place))
        finally:
            host.down = False
        times[f"{name}, {state}"].append(spent)
        if computed:
            times[f"{name}, {state} (threads)"].append(computed)
        if state == "warm" and place == 0:
            times[f"{name}, again at once"].append(press(window, window.evaluate(RUNS)[0]))


def stock(page: Page, host: Host, times: Times) -> None:
    """A Pyodide that starts as its own documentation has it."""
    for state in STATES[:2]:
        page.goto(f"{host.url}empty")
        spent, computed = threads(lambda: float(page.evaluate(STOCK_START)))
        times[f"stock, {state}"].append(spent)
        times[f"stock, {state} (threads)"].append(computed)


@contextmanager
def profile(playwright: Playwright, kind: str, screen: str, host: Host) -> Iterator[Window]:
    """A window of a browser that was never here before."""
    with ExitStack() as stack:
        if kind == WEBKIT:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
            yield Driven(stack.enter_context(webkit(screen, host.url, folder, quick=False)))
        else:
            yield Tab(stack.enter_context(started(playwright, kind, host.url)).new_page())


def weigh(page: Page, host: Host) -> None:
    """Say what a page fetches before its reader does anything, and what the first Run adds."""
    host.sent.clear()
    page.goto(host.url + CHAPTER, wait_until="networkidle")
    before = dict(host.sent)
    press(Tab(page), 1)
    page.wait_for_load_state("networkidle")
    added = {name: size for name, size in host.sent.items() if name not in before}
    for sizes, what, most in ((before, "before Run", 110_000), (added, "added by Run", 7_000_000)):
        print(f"\n{sum(sizes.values()):10,} bytes, compressed, of {CHAPTER} {what} (at most {most:,})")
        for name, size in sorted(sizes.items()):
            print(f"{size:10,} {name}")


def compare(name: str, ours: list[float], theirs: list[float]) -> None:
    """Say a ratio of pairs."""
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    print(f"{name:48} {statistics.median(ratios):6.2f}      ({min(ratios):.2f} to {max(ratios):.2f})")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--turns", type=int, default=5)
    arguments.add_argument("--against", type=Path, help="another build of the site, as a base")
    arguments.add_argument("--browsers", nargs="+", choices=KINDS, default=KINDS)
    given = arguments.parse_args()
    times: Times = defaultdict(list)
    with ExitStack() as stack:
        hosts = {"ours": stack.enter_context(served(SITE))}
        if given.against:
            hosts["base"] = stack.enter_context(served(given.against))
        playwright, screen = stack.enter_context(sync_playwright()), stack.enter_context(display())
        for turn in range(given.turns):
            for kind in given.browsers:
                for place, snippet in ((0, "first"), (-1, "last")):
                    # In turn also who is the first.
                    for name in sorted(hosts, reverse=turn % 2 == 0):
                        with profile(playwright, kind, screen, hosts[name]) as window:
                            measure(window, hosts[name], place, f"{name}, {kind}, {snippet} snippet", times)
            if CHROMIUM in given.browsers:
                with profile(playwright, CHROMIUM, screen, hosts["ours"]) as window:
                    assert isinstance(window, Tab)
                    stock(window.page, hosts["ours"], times)
        print(f"load of the machine: {os.getloadavg()[0]:.1f}\n")
        for name, found in times.items():
            print(f"{name:48} {statistics.median(found):6.0f} ms   ({min(found):.0f} to {max(found):.0f})")
        print()
        for name, found in times.items():
            base = name.replace("ours", "base", 1)
            if name.startswith("ours") and base in times and len(times[base]) == len(found):
                compare(f"ratio to the base{name.removeprefix('ours')}", found, times[base])
        for state, most in (("cold", 0.70), ("warm", 0.60)):
            for what in (state, f"{state} (threads)"):
                ours = times.get(f"ours, {CHROMIUM}, first snippet, {what}", [])
                if len(ours) == len(times[f"stock, {what}"]) > 0:
                    compare(f"ratio to stock, {what} (at most {most:.2f})", ours, times[f"stock, {what}"])
        if CHROMIUM in given.browsers:
            with profile(playwright, CHROMIUM, screen, hosts["ours"]) as window:
                assert isinstance(window, Tab)
                weigh(window.page, hosts["ours"])


if __name__ == "__main__":
    main()
