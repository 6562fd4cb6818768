"""A browser for the tests. Each reader it gives is watched: no request leaves the site, no error goes unseen."""

import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, expect, sync_playwright

from tests.browser.pages import HTML
from tests.browser.reader import LONG, Reader
from tests.browser.server import Site, served

# What Debian's Chromium asks of its own accord, whatever page is open; a page that asked it would be seen in `asked`.
# It asks content-autofill about every text field that gets the focus.
ITS_OWN = re.compile(r"^(http://)?(accounts\.google|update\.googleapis|content-autofill\.googleapis)\.com[:/]")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]
LEAST = 0.92
"""The share of the snippets that has to run in the browser."""
Open = Callable[..., Reader]
expect.set_options(timeout=LONG)


@pytest.fixture(scope="session")
def whole_site() -> Iterator[Site]:
    with served(HTML) as site:
        yield site


@pytest.fixture
def site(whole_site: Site) -> Site:
    whole_site.reset()
    return whole_site


@pytest.fixture(scope="session")
def browser(whole_site: Site) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
            args=ARGUMENTS,
            proxy={"server": whole_site.url, "bypass": "127.0.0.1"},
        )
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser, site: Site) -> Iterator[Open]:
    """Make readers, with the settings of a context; all are watched until the test ends."""
    watched: list[tuple[Reader, list[str]]] = []
    with ExitStack() as contexts:

        def open_one(**settings: Any) -> Reader:
            context = browser.new_context(**settings)
            contexts.callback(context.close)
            errors = watch(context, site)
            reader = Reader(context.new_page(), site)
            watched.append((reader, errors))
            return reader

        yield open_one
    wrong = [f"a request left the site: {url}" for url in site.strays if not ITS_OWN.match(url)]
    for reader, errors in watched:
        unseen = [error for error in errors if not any(re.search(pattern, error) for pattern in reader.expected)]
        wrong += [f"an error that the test does not expect: {error}" for error in unseen]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def reader(opened: Open) -> Reader:
    return opened()


def watch(context: BrowserContext, site: Site) -> list[str]:
    """Note every request to another host, also those of workers, and give a list that fills with errors."""
    errors: list[str] = []
    context.set_default_timeout(LONG)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on("console", lambda message: errors.append(told(message)) if message.type == "error" else None)

    def asked(request: Any) -> None:
        # What the page's policy forbids is reported as a request that failed, and never was one.
        if request.failure != "csp" and not request.url.startswith((site.url, "blob:", "data:", "file:")):
            site.strays.append(request.url)

    context.on("requestfinished", asked)
    context.on("requestfailed", asked)
    return errors


def told(message: ConsoleMessage) -> str:
    """What a message of the console says, and where it comes from."""
    return f"{message.text} ({message.location['url']})"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which too few snippets ran in the browser."""
    found = figures(session.config)
    if found and not enough(found):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say how many snippets ran in the browser, and why the others did not."""
    found = figures(config)
    if not found:
        return
    share, same = found["ran"] / found["snippets"], found["same"] / (found["snippets"] - found["declared"])
    terminalreporter.write_line(
        f"of {found['snippets']} snippets {found['ran']} ran in the browser ({share:.1%}, at least {LEAST:.0%}); "
        f"of those not declared {same:.1%} gave the recorded result"
    )
    for name, value in properties(terminalreporter):
        if name == "search":
            terminalreporter.write_line(
                f"of {value['questions']} questions to the search {value['among']:.1%} have their answer "
                f"in the first three places, {value['first']:.1%} in the first"
            )
    lines = sorted(line for name, value in properties(terminalreporter) if name == "declared" for line in value)
    terminalreporter.write_line("\n".join([f"declared not to run in the browser: {len(lines)}", *lines]))


def figures(config: pytest.Config) -> Counter[str]:
    """The sums of what the tests noted, also those of other processes and those that failed."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return sum((Counter(value) for name, value in properties(reporter) if name == "browser"), Counter())


def properties(reporter: Any) -> Iterator[tuple[str, Any]]:
    """What the tests noted."""
    for report in [*reporter.getreports("passed"), *reporter.getreports("failed")]:
        if report.when == "call":
            yield from report.user_properties


def enough(found: Counter[str]) -> bool:
    """Whether as many snippets ran as have to, and all that ran gave the recorded result."""
    return found["ran"] >= LEAST * found["snippets"] and found["same"] == found["snippets"] - found["declared"]
