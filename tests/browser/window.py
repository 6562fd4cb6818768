"""The window of a browser: a few things that a person does, in each of the ways that browsers are driven.

In: a page of Playwright, or a driver of Selenium. Out: the same words for both. A selector is one of CSS;
a function is JavaScript, runs in the page, and gets the arguments that follow it.
"""

import re
import time
from typing import Any, Protocol

from playwright.sync_api import Page
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.remote.webdriver import WebDriver

LONG = 60_000
"""Milliseconds: longer than anything takes on a machine that does other things too."""
FIND = """(selector, text) => [...document.querySelectorAll(selector)].find((element) =>
    element.checkVisibility({ visibilityProperty: true }) && (!text || element.textContent.trim() === text))"""
POINT = f"""const element = ({FIND})(...arguments);
    element?.scrollIntoView({{ block: "center", behavior: "instant" }});
    return element;"""
PASTE = """(text) => {
    const event = new ClipboardEvent("paste", { clipboardData: new DataTransfer(), bubbles: true, cancelable: true });
    // Firefox takes over no data that was there before.
    event.clipboardData.setData("text/plain", text);
    document.activeElement.dispatchEvent(event);
}"""
CALL = """const [given, done] = arguments;
    Promise.resolve().then(() => (FUNCTION)(...given)).then(
        (value) => done({ value: value ?? null }), (error) => done({ error: `${error}` }));"""


WATCH = """() => {
    const seen = (window.seenByTheTests = []);
    const missing = ({ src, href }) => `not loaded: ${src ?? href}`;
    addEventListener("error", ({ message, target }) => seen.push(message ?? missing(target)), true);
    addEventListener("unhandledrejection", ({ reason }) => seen.push(String(reason)));
    document.addEventListener("securitypolicyviolation", (event) =>
        seen.push(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`));
    const { error } = console;
    console.error = (...given) => (seen.push(given.join(" ")), error(...given));
}"""
"""Note errors from now on."""


class Window(Protocol):
    """What a person does with a window, and what can be seen in it."""

    def go(self, url: str) -> None:
        """Open an address."""

    def reload(self) -> None:
        """Load the page anew."""

    def back(self) -> None:
        """Go to the page before."""

    def forward(self) -> None:
        """Go to the page from which the reader came back."""

    def evaluate(self, function: str, *arguments: Any) -> Any:
        """What a function gives, also as a promise."""

    def until(self, function: str, *arguments: Any) -> None:
        """Wait until a function gives something true."""

    def click(self, selector: str, text: str = "") -> None:
        """Click the first element that is shown, and has this whole text if one is given."""

    def type(self, text: str) -> None:
        """Type a text, key by key."""

    def press(self, keys: str) -> None:
        """Press keys together, such as `Control+Enter`."""


class Tab:
    """A window that Playwright drives: of Chromium, or of Firefox."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def go(self, url: str) -> None:
        self.page.goto(url)

    def reload(self) -> None:
        self.page.reload()

    def back(self) -> None:
        self.page.go_back()

    def forward(self) -> None:
        self.page.go_forward()

    def evaluate(self, function: str, *arguments: Any) -> Any:
        return self.page.evaluate(f"(given) => ({function})(...given)", arguments)

    def until(self, function: str, *arguments: Any) -> None:
        self.page.wait_for_function(f"(given) => ({function})(...given)", arg=arguments, timeout=LONG)

    def click(self, selector: str, text: str = "") -> None:
        whole = re.compile(rf"^\s*{re.escape(text)}\s*$") if text else None
        self.page.locator(selector, has_text=whole).filter(visible=True).first.click()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)


class Driven:
    """A window that Selenium drives by WebDriver, which is all that WebKitGTK has.

    Its driver tells nothing of the console, so the page does: of errors after it was loaded.
    """

    def __init__(self, driver: WebDriver) -> None:
        self.driver = driver
        self.errors: list[str] = []
        driver.set_script_timeout(LONG / 1000)

    def go(self, url: str) -> None:
        self.note()
        self.driver.get(url)
        self.evaluate(WATCH)

    def reload(self) -> None:
        self.note()
        self.driver.refresh()
        self.evaluate(WATCH)

    def back(self) -> None:
        self.driver.back()

    def forward(self) -> None:
        self.driver.forward()

    def note(self) -> None:
        """Keep the errors of the page that is about to go."""
        self.errors += self.evaluate("() => window.seenByTheTests ?? []")

    def evaluate(self, function: str, *arguments: Any) -> Any:
        result = self.driver.execute_async_script(CALL.replace("FUNCTION", function, 1), arguments)
        if "error" in result:
            raise AssertionError(result["error"])
        return result["value"]

    def until(self, function: str, *arguments: Any) -> None:
        end = time.monotonic() + LONG / 1000
        while not self.holds(function, *arguments):
            assert time.monotonic() < end, f"{function} did not hold for {arguments} in {LONG / 1000:.0f} seconds"
            time.sleep(0.05)

    def holds(self, function: str, *arguments: Any) -> bool:
        """Whether a function gives something true now, in a page that may be about to leave."""
        try:
            return bool(self.evaluate(function, *arguments))
        except WebDriverException:
            return False

    def click(self, selector: str, text: str = "") -> None:
        self.until(f"(...given) => Boolean(({FIND})(...given))", selector, text)
        self.driver.execute_script(POINT, selector, text).click()

    def type(self, text: str) -> None:
        ActionChains(self.driver).send_keys(text).perform()

    def press(self, keys: str) -> None:
        *held, last = [key if len(key) == 1 else getattr(Keys, name_of(key)) for key in keys.split("+")]
        chain = ActionChains(self.driver)
        for key in held:
            chain.key_down(key)
        chain.send_keys(last)
        for key in reversed(held):
            chain.key_up(key)
        chain.perform()


def name_of(key: str) -> str:
    """What Selenium calls a key: ArrowDown is ARROW_DOWN."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", key).upper()
