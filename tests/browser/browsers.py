"""The browsers that are tested, and how each is started.

In: the address of the site, which is also the proxy that sees requests to other hosts. Out: a browser of
Playwright, or a driver of Selenium. The Makefile names the packages that they are in.
"""

import os
import shutil
import stat
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Playwright, ProxySettings
from selenium import webdriver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

CHROMIUM, FIREFOX, WEBKIT = KINDS = ("Chromium", "Firefox", "WebKitGTK")
ROOT = Path(__file__).parents[2]
# Without the compiler that optimizes WebAssembly: on two cores it makes the start of Python three times as long.
QUICK = {"JSC_useOMGJIT": "0"}
# Without a graphics card, drawn by the processor; the rest keeps the desktop of whoever runs the tests out of it.
PLAIN = {
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "NO_AT_BRIDGE": "1",
    "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
}
# Without the cache of whole pages for the way back, as Playwright starts Chromium too: where Firefox takes a page from
# it, Playwright waits for ever for the page to load. WebKitGTK is tested with it.
RELOADS: dict[str, str | float | bool] = {"browser.sessionhistory.max_total_viewers": 0}


@contextmanager
def started(playwright: Playwright, kind: str, site: str) -> Iterator[Browser]:
    """Chromium or Firefox, until the end of the block."""
    proxy: ProxySettings = {"server": site, "bypass": "127.0.0.1"}
    with ExitStack() as stack:
        if kind == CHROMIUM:
            program = os.environ.get("CHROMIUM") or shutil.which("chromium")
            arguments = ["--no-sandbox", "--disable-background-networking"]
            browser = playwright.chromium.launch(executable_path=program, args=arguments, proxy=proxy)
        else:
            program = wrapped(Path(stack.enter_context(TemporaryDirectory())))
            browser = playwright.firefox.launch(
                channel="moz-firefox", executable_path=program, proxy=proxy, firefox_user_prefs=RELOADS
            )
        yield browser
        browser.close()


def wrapped(folder: Path) -> str:
    """A program that starts Firefox by way of `tests.browser.firefox`."""
    program = folder / "firefox"
    program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m tests.browser.firefox "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return str(program)


@contextmanager
def display() -> Iterator[str]:
    """A screen that nobody sees."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1300x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def webkit(screen: str, site: str, folder: Path, *, quick: bool) -> Iterator[webdriver.WebKitGTK]:
    """WebKitGTK with a window of its own and nothing kept."""
    options = Options()
    options.binary_location = os.environ.get("MINIBROWSER") or minibrowser()
    for argument in ("--automation", f"--proxy={site}", "--ignore-host=127.0.0.1"):
        options.add_argument(argument)
    places = {f"XDG_{name}_HOME": str(folder) for name in ("CACHE", "CONFIG", "DATA")}
    environment = {**os.environ, **PLAIN, **(QUICK if quick else {}), **places, "HOME": str(folder), "DISPLAY": screen}
    with warnings.catch_warnings():
        # Selenium 4.51 warns here of how it calls itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        driver = webdriver.WebKitGTK(options=options, service=Service(env=environment, log_output=subprocess.DEVNULL))
    try:
        driver.set_window_rect(0, 0, 1280, 900)
        yield driver
    finally:
        driver.quit()


def minibrowser() -> str:
    """The window that comes with WebKitGTK; it stands in no path."""
    return str(next(Path("/usr").glob("lib*/**/webkit2gtk-4.1/MiniBrowser")))
