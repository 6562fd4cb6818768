"""The search: a reader's question leads to its answer, with the keyboard alone, also on a phone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.browsers import KINDS
from tests.browser.conftest import Open
from tests.browser.reader import Reader

QUESTIONS = Path(__file__).parent.parent / "cases/search/questions.txt"
CHOSEN = """(number) => {
    const places = [...document.querySelectorAll("dialog [role=option]")];
    const chosen = places.findIndex((place) => place.getAttribute("aria-selected") === "true");
    const field = document.querySelector("dialog [role=combobox]");
    return chosen === number && field.getAttribute("aria-activedescendant") === places[chosen].id;
}"""
"""Whether a place is the one that is chosen, for the eye and for the ear."""
AMONG_THREE, FIRST = 0.95, 0.80
"""The share of the questions whose answer has to be among the first three places, and the first."""


def ask(reader: Reader, question: str) -> list[str]:
    """Type a question into the open search; returns the addresses of the places, the best first."""
    field = reader.page.get_by_role("combobox", name="Search the guide")
    said = reader.page.locator(".search-said")
    field.fill("")
    expect(said).to_have_text("")
    field.fill(question)
    expect(said).not_to_have_text("")
    links = reader.page.locator("#search-places a")
    found: list[str] = links.evaluate_all("(links) => links.map((link) => link.href)")
    return [url.removeprefix(reader.site.url) for url in found]


def answers(found: list[str], pages: list[str]) -> bool:
    """Whether a place of one of the pages is among those found."""
    return any(url.partition("#")[0].removesuffix(".html") in pages for url in found)


def test_questions_find_their_answers(reader: Reader, record_property: Callable[[str, object], None]) -> None:
    reader.open("index")
    reader.page.keyboard.press("/")
    first, among = [], []
    lines = QUESTIONS.read_text().splitlines()
    for line in lines:
        question, _, pages = line.partition(" | ")
        found = ask(reader, question)
        first.append(answers(found[:1], pages.split()))
        among.append(answers(found[:3], pages.split()))
        if not among[-1]:
            print(f"{question}: {found[:3]}, not {pages}")
        elif not first[-1]:
            print(f"second: {question}: {found[:3]}, not {pages}")
    shares = {"among": sum(among) / len(among), "first": sum(first) / len(first), "questions": len(lines)}
    record_property("search", shares)
    assert len(lines) >= 60
    assert shares["among"] >= AMONG_THREE, shares
    assert shares["first"] >= FIRST, shares


@pytest.mark.browsers(*KINDS)
def test_search_by_keyboard(reader: Reader) -> None:
    reader.open("session/flush")
    for keys in ("Control+k", "/"):
        reader.press(keys)
        reader.has_focus("Search the guide")
        reader.press("Escape")
        reader.misses("dialog")
    reader.press("/")
    reader.has_focus("Search the guide")
    reader.type("PendingRollbackError")
    reader.window.until(CHOSEN, 0)
    reader.press("ArrowDown")
    reader.window.until(CHOSEN, 1)
    reader.press("ArrowUp")
    reader.window.until(CHOSEN, 0)
    assert reader.focused() == "Search the guide"
    address = reader.window.evaluate("() => document.querySelector('#search-places a').href")
    reader.press("Enter")
    reader.window.until("(address) => location.href === address", address)
    reader.misses("dialog")


def test_a_slash_in_a_field_is_a_slash(reader: Reader) -> None:
    reader.open("session/flush")
    reader.button("Edit", 0).click()
    expect(reader.editor(0)).to_be_focused()
    reader.page.keyboard.press("/")
    expect(reader.page.get_by_role("dialog", name="Search")).to_be_hidden()


def test_search_on_a_phone(opened: Open) -> None:
    reader = opened(viewport={"width": 360, "height": 640})
    reader.open("session/flush")
    reader.page.locator(".mobile-header").get_by_role("button", name="Search").click()
    field = reader.page.get_by_role("combobox")
    field.fill("rollback")
    expect(reader.page.get_by_role("option").first).to_be_visible()
    assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_words_that_nothing_has_are_said_to_be_missing(reader: Reader) -> None:
    reader.open("index")
    reader.page.keyboard.press("/")
    assert ask(reader, "日本語") == []
    expect(reader.page.locator(".search-said")).to_contain_text("Nothing found.")


def test_an_index_that_does_not_come_is_named_and_tried_again(reader: Reader) -> None:
    reader.expected = ["Failed to load resource|503|ERR_"]
    reader.open("index")
    reader.site.failing = "pagefind/"
    reader.page.keyboard.press("/")
    reader.page.get_by_role("combobox").fill("flush")
    expect(reader.page.locator(".search-said")).to_contain_text("could not be loaded")
    reader.site.failing = ""
    reader.page.get_by_role("combobox").fill("flush commit")
    expect(reader.page.get_by_role("option").first).to_be_visible()


def test_without_javascript_the_search_leads_to_lists(opened: Open) -> None:
    reader = opened(java_script_enabled=False)
    reader.open("index")
    reader.page.locator(".sidebar-search").fill("rollback")
    reader.page.locator(".sidebar-search").press("Enter")
    expect(reader.page).to_have_url(re.compile(r"/search\.html\?"))
    expect(reader.page.locator("article a", has_text="All errors")).to_be_visible()
