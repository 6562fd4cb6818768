"""Measure how fast a first result comes, against a stock Pyodide: `python -m tests.boot`.

All of it in one browser, in turn, medians of five: a stock start without SQLAlchemy, cold and warm;
our first result of an ORM program, cold and warm; the second run; the next worker after a stop.
Then what is transferred, compressed as hosts do.
"""

import argparse
import gzip
import json
import shutil
import statistics
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
SITE = ROOT / "build/html"
LIVE = SITE / "live"
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
}
POLICY = "default-src 'self'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval' blob:"
CHAPTER = "start/first-program.html"
"""The page that is weighed, before anything of it runs."""
PAGES = {
    "/empty": ("text/html", b"<!doctype html><title>A page</title>"),
    "/stock.js": (
        "text/javascript",
        b"""import { loadPyodide } from "/stock/pyodide.mjs";
        loadPyodide({ indexURL: "/stock/" }).then(() => postMessage({ type: "ready" }));""",
    ),
}
PROGRAM = """
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

class Base(DeclarativeBase):
    pass

class Customer(Base):
    __tablename__ = "customer"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]

engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
with Session(engine) as session:
    session.add(Customer(name="Ines"))
    session.commit()
    print(session.scalars(select(Customer)).one().name)
"""
HELPERS = """
window.program = PROGRAM;
window.answer = (worker, type) => new Promise((resolve, reject) => {
  worker.addEventListener("message", ({ data }) => {
    if (data.type === type) resolve(data);
    if (data.type === "failed") reject(new Error(data.message));
  });
  worker.addEventListener("error", (event) => reject(new Error(event.message)));
});
window.boot = () => {
  const base = new URL("/live/", location).href;
  const text = `import "${base}${manifest.worker}"`;
  const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })), { type: "module" });
  worker.postMessage({ type: "boot", base, manifest });
  return worker;
};
window.result = async (worker, edited = program) => {
  worker.postMessage({ type: "run", id: 1, path: "page", text: "", cells: [{ kind: "python", line: 1, edited }] });
  return (await answer(worker, "cell")).outcome;
};
window.timed = async (act) => {
  const start = performance.now();
  const value = await act();
  return [performance.now() - start, value];
};
undefined;
"""
STOCK = """() => timed(() => answer(new Worker("/stock.js", { type: "module" }), "ready"))"""
FIRST = """() => timed(async () => { window.worker = boot(); return await result(worker); })"""
SECOND = """() => timed(() => result(worker))"""
NEXT = """() => timed(async () => { worker.terminate(); window.worker = boot(); await answer(worker, "ready"); })"""


@cache
def packed(path: Path) -> bytes:
    """A file as a host sends it."""
    return gzip.compress(path.read_bytes(), 6)


class Handler(BaseHTTPRequestHandler):
    """Serves the site, and the files of npm's package as `/stock/`."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        kind, content = PAGES.get(self.path, ("", b""))
        name = self.path.partition("?")[0].lstrip("/")
        path = ROOT / "node_modules/pyodide" / name.removeprefix("stock/") if "stock/" in name else SITE / name
        if path.is_file():
            kind, content = TYPES.get(path.suffix, "application/octet-stream"), packed(path)
        self.send_response(200 if kind else 404)
        if kind and self.path not in PAGES:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served() -> Iterator[str]:
    """The address of a server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def opened(page: Page, url: str) -> Page:
    """The page, loaded anew, with what the measurements need."""
    page.goto(f"{url}empty")
    manifest = json.loads((LIVE / "manifest.json").read_text())
    page.evaluate(f"window.manifest = {json.dumps(manifest)};" + HELPERS.replace("PROGRAM", json.dumps(PROGRAM), 1))
    return page


def workers() -> dict[str, float]:
    """Milliseconds of processor time of each worker's thread, where /proc tells: no other load counts in it."""
    found = {}
    for task in Path("/proc").glob("[0-9]*/task/[0-9]*"):
        with suppress(OSError):
            if (task / "comm").read_text().startswith("DedicatedWorker"):
                found[task.name] = int((task / "schedstat").read_text().split()[0]) / 1e6
    return found


def measure(browser: Browser, url: str, found: dict[str, list[float]]) -> None:
    """One turn."""

    def timed(name: str, script: str) -> Any:
        before = workers()
        milliseconds, value = page.evaluate(script)
        found[name].append(milliseconds)
        found[name + " (thread)"].append(sum(spent for task, spent in workers().items() if task not in before))
        return value

    context = browser.new_context()
    page = context.new_page()
    for state in ("cold", "warm"):
        opened(page, url)
        timed(f"stock, {state}", STOCK)
    context.close()
    context = browser.new_context()
    page = context.new_page()
    for state in ("cold", "warm"):
        opened(page, url)
        outcome = timed(f"first result, {state}", FIRST)
        assert outcome["examples"][0]["text"] == "Ines", outcome
    timed("second run", SECOND)
    timed("next worker", NEXT)
    context.close()


def weigh(browser: Browser, url: str) -> None:
    """Say what a page fetches before its reader does anything."""
    sent: list[tuple[str, int]] = []
    page = browser.new_page()
    page.on("requestfinished", lambda request: sent.append((request.url, request.sizes()["responseBodySize"])))
    page.goto(url + CHAPTER, wait_until="networkidle")
    page.close()
    # The service worker fetches them a second time, from the browser's cache.
    first = dict(reversed(sent))
    print(f"\n{sum(first.values()):10,} bytes, compressed, for {CHAPTER} before Run (at most 110,000)")
    for address, size in first.items():
        print(f"{size:10,} {address.removeprefix(url)}")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--turns", type=int, default=5)
    turns = arguments.parse_args().turns
    found: dict[str, list[float]] = defaultdict(list)
    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for _ in range(turns):
            measure(browser, url, found)
        weigh(browser, url)
        browser.close()
    median = {name: statistics.median(times) for name, times in found.items()}
    for name, times in found.items():
        if median[name]:
            print(f"{name:30} {median[name]:6.0f} ms   ({min(times):.0f} to {max(times):.0f})")
    for state, most in (("cold", 0.70), ("warm", 0.60)):
        for what in (state, f"{state} (thread)"):
            if median[f"stock, {what}"]:
                ratio = median[f"first result, {what}"] / median[f"stock, {what}"]
                print(f"{'ratio, ' + what:30} {ratio:6.2f}      (at most {most:.2f})")
    manifest = json.loads((LIVE / "manifest.json").read_text())
    urls = [manifest["worker"], *(file["url"] for name, file in manifest["files"].items() if name != "rest.zip")]
    sizes = {url: len(packed(LIVE / url)) for url in ["manifest.json", "examples.json", *urls]}
    print(f"\n{sum(sizes.values()):10,} bytes, compressed, for the first Run (at most 7,000,000)")
    for url, size in sizes.items():
        print(f"{size:10,} {url}")


if __name__ == "__main__":
    main()
