"""A browser for the tests. Each reader it gives is watched: no request leaves the site, no error goes unseen."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Playwright, expect, sync_playwright

from tests.browser.browsers import CHROMIUM, FIREFOX, KINDS, WEBKIT, display, started, webkit
from tests.browser.pages import HTML, SAMPLE
from tests.browser.reader import Reader
from tests.browser.server import Site, served
from tests.browser.window import LONG, Driven, Tab

# What Debian's Chromium asks of its own accord, whatever page is open; a page that asked it would be seen in `asked`.
# It asks content-autofill about every text field that gets the focus.
ITS_OWN = re.compile(r"^(http://)?(accounts\.google|update\.googleapis|content-autofill\.googleapis)\.com[:/]")
# What Firefox says of a page that is left while it fetches: the second where a promise came to no end.
LEFT = r"A ServiceWorker intercepted the request and encountered an unexpected error|^undefined$"
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
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright, whole_site: Site) -> Iterator[Callable[[str], Browser]]:
    """Give a browser of Playwright, which starts when a test asks for it."""
    running: dict[str, Browser] = {}
    with ExitStack() as stack:

        def running_one(kind: str) -> Browser:
            if kind not in running:
                running[kind] = stack.enter_context(started(playwright, kind, whole_site.url))
            return running[kind]

        yield running_one


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    with display() as screen:
        yield screen


@pytest.fixture
def opened(request: pytest.FixtureRequest, kind: str, site: Site, tmp_path: Path) -> Iterator[Open]:
    """Make readers, with the settings of a context; all are watched until the test ends."""
    watched: list[tuple[Reader, list[str]]] = []
    with ExitStack() as contexts:

        def open_one(**settings: Any) -> Reader:
            if kind == WEBKIT:
                screen, quick = request.getfixturevalue("screen"), not request.config.getoption("every_page")
                window = Driven(contexts.enter_context(webkit(screen, site.url, tmp_path, quick=quick)))
                contexts.callback(window.note)
                watched.append((Reader(window, site), window.errors))
            else:
                context = request.getfixturevalue("browser")(kind).new_context(**settings)
                contexts.callback(context.close)
                errors = watch(context, site)
                watched.append((Reader(Tab(context.new_page()), site), errors))
            return watched[-1][0]

        yield open_one
    wrong = [f"a request left the site: {url}" for url in site.strays if not ITS_OWN.match(url)]
    for reader, errors in watched:
        expected = [*reader.expected, *[LEFT] * (kind == FIREFOX)]
        unseen = [error for error in errors if not any(re.search(pattern, error) for pattern in expected)]
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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--every-page", action="store_true", help="WebKitGTK too runs every page, and as a reader's does")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browsers(*kinds): the browsers of a test, in place of Chromium alone")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have a test in each of its browsers."""
    if "kind" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("browsers")
        metafunc.parametrize("kind", marker.args if marker else [CHROMIUM])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take out pages that WebKitGTK runs only when it is asked for every page: it is five times as slow."""
    if config.getoption("every_page"):
        return
    given = {item: getattr(getattr(item, "callspec", None), "params", {}) for item in items}
    slow = [
        item for item in items if given[item].get("kind") == WEBKIT and given[item].get("name", SAMPLE[0]) not in SAMPLE
    ]
    items[:] = [item for item in items if item not in slow]
    config.hook.pytest_deselected(items=slow)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which too few snippets ran in a browser."""
    if not all(enough(found, least(session.config, kind)) for kind, found in figures(session.config).items()):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say how many snippets ran in each browser, and why the others did not."""
    for kind, found in figures(config).items():
        share, same = found["ran"] / found["snippets"], found["same"] / max(found["snippets"] - found["declared"], 1)
        terminalreporter.write_line(
            f"of {found['snippets']} snippets {found['ran']} ran in {kind} ({share:.1%}, at least {least(config, kind):.0%}); "
            f"of those not declared {same:.1%} gave the recorded result"
        )
    for name, value in properties(terminalreporter):
        if name == "search":
            terminalreporter.write_line(
                f"of {value['questions']} questions to the search {value['among']:.1%} have their answer "
                f"in the first three places, {value['first']:.1%} in the first"
            )
    declared = {line for name, value in properties(terminalreporter) if name == "declared" for line in value}
    if declared:
        lines = [f"declared not to run in a browser: {len(declared)}", *sorted(declared)]
        terminalreporter.write_line("\n".join(lines))


def figures(config: pytest.Config) -> dict[str, Counter[str]]:
    """For each browser the sums of what the tests noted, also those of other processes and those that failed."""
    noted = list(properties(config.pluginmanager.get_plugin("terminalreporter")))
    sums = {kind: sum((Counter(value) for name, value in noted if name == kind), Counter()) for kind in KINDS}
    return {kind: found for kind, found in sums.items() if found["snippets"]}


def properties(reporter: Any) -> Iterator[tuple[str, Any]]:
    """What the tests noted."""
    for report in [*reporter.getreports("passed"), *reporter.getreports("failed")]:
        if report.when == "call":
            yield from report.user_properties


def least(config: pytest.Config, kind: str) -> float:
    """The share that has to run: none is asked of a sample of pages, one of which is declared almost whole."""
    return LEAST if kind != WEBKIT or config.getoption("every_page") else 0


def enough(found: Counter[str], least: float) -> bool:
    """Whether as many snippets ran as have to, and all that are not declared gave the recorded result."""
    return found["ran"] >= least * found["snippets"] and found["same"] == found["snippets"] - found["declared"]
