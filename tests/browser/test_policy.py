"""What the Content-Security-Policy of each page allows."""

from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from tests.browser.pages import ALL, HTML


class Head(HTMLParser):
    """Finds the policy of a page, its inline scripts, and what no policy is in force for."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy: dict[str, list[str]] = {}
        self.inline: list[str] = []
        self.unruled: list[str] = []
        self.handlers: list[str] = []
        self.script = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.handlers += [name for name in given if name.startswith("on")]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = {rule.split()[0]: rule.split()[1:] for rule in (given["content"] or "").split(";")}
        if not self.policy and (tag in ("script", "style") or given.get("rel") == "stylesheet"):
            self.unruled.append(tag)
        self.script = tag == "script" and "src" not in given and given.get("type") != "application/json"

    def handle_data(self, data: str) -> None:
        self.inline += [data] * self.script

    def handle_endtag(self, tag: str) -> None:
        self.script = False


@pytest.mark.parametrize("name", ALL)
def test_the_policy_allows_the_scripts_of_the_page_and_no_other_host(name: str) -> None:
    head = Head((HTML / f"{name}.html").read_text())
    assert (head.unruled, head.handlers) == ([], [])
    hashes = {f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in head.inline}
    assert hashes <= set(head.policy["script-src"])
    sources = {source for rule in head.policy.values() for source in rule}
    assert {source for source in sources if source[0] != "'"} <= {"blob:", "data:"}
    assert head.policy["default-src"] == ["'self'"]
    assert "'unsafe-eval'" not in sources
    assert "'unsafe-inline'" not in head.policy["script-src"]
