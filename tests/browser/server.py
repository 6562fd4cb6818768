"""Serve the built site to the browser, and be the proxy that nothing may ask.

In: a folder. Out: its files at an address of this machine. A test can have files fail or come
slowly, and take the whole site away. What asks for another host ends here and is noted.
"""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

TYPES = {
    ".css": "text/css",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".json": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}
FOR_EVER = re.compile(r"-[0-9a-f]{12}[./]")
PIECE = 50_000


class Site(ThreadingHTTPServer):
    """The site as a host serves it, until a test says otherwise."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.reset()

    def reset(self) -> None:
        """Serve everything, at once, and forget what was asked."""
        self.failing: str = ""
        self.cut: str = ""
        """A part of the paths of files whose connection breaks."""
        self.gone: str = ""
        """A part of the paths of files that are not there any more."""
        self.other: dict[str, bytes] = {}
        """Files by their paths, in place of those of the folder."""
        self.types: dict[str, str] = {}
        """Types by ending, in place of the usual ones."""
        self.slow: dict[str, float] = {}
        """Seconds for each piece of a file, by a part of its path."""
        self.down = False
        self.asked: list[str] = []
        self.queries: list[str] = []
        self.strays: list[str] = []

    @property
    def url(self) -> str:
        """The address of the site, with a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Be quiet about readers who leave."""


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_CONNECT(self) -> None:
        """Note who wants another host."""
        self.server.strays.append(self.path)
        self.send_error(403)

    def do_GET(self) -> None:
        """Send a file."""
        url = urlsplit(self.path)
        if url.scheme:
            self.do_CONNECT()
            return
        self.server.asked.append(url.path)
        self.server.queries.append(url.query)
        if self.server.down or (self.server.cut and self.server.cut in url.path):
            self.close_connection = True
            return
        path = self.server.folder / unquote(url.path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        gone = self.server.gone and self.server.gone in url.path
        status = 200 if path.is_file() and not gone else 404
        if status == 404:
            path = self.server.folder / "404.html"
        if self.server.failing and self.server.failing in url.path:
            self.send_error(503)
            return
        content = self.server.other.get(url.path) or path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", (TYPES | self.server.types).get(path.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(content)))
        lasts = FOR_EVER.search(url.path) and status == 200
        self.send_header("Cache-Control", "public, max-age=31536000, immutable" if lasts else "no-cache")
        self.end_headers()
        pause = next((pause for part, pause in self.server.slow.items() if part in url.path), 0.0)
        for start in range(0, len(content), PIECE if pause else len(content) or 1):
            self.wfile.write(content[start : start + PIECE if pause else None])
            time.sleep(pause)

    do_POST = do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """A site, until the end of the block."""
    site = Site(folder)
    threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
