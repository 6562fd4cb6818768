"""Every snippet of every page, run in the browser, shows what was recorded."""

import ast
import re
from collections.abc import Callable, Iterable

import pytest

from livefence.match import matches
from tests.browser.browsers import KINDS
from tests.browser.compare import Text, differences, shuffled
from tests.browser.pages import EXERCISES, PAGES
from tests.browser.reader import Reader

Note = Callable[[str, object], None]
pytestmark = pytest.mark.browsers(*KINDS)


def count(reader: Reader, before: list[Text], cells: Iterable[int]) -> tuple[dict[str, int], str]:
    """The figures of some cells that ran, and in words what is wrong with them."""
    asked, states = list(cells), reader.states()
    wrong = differences(before, reader.texts(), asked)
    wrong |= {cell: f"cell {cell} is {states[cell]!r}" for cell in asked if states[cell] != "same"} | wrong
    ran = [cell for cell in asked if states[cell] in ("same", "differs", "error")]
    return {"ran": len(ran), "same": len(asked) - len(wrong)}, "\n".join(wrong.values())


def fits(message: str, check: str) -> bool:
    """Whether one of the assertions of a check may have said this."""
    texts = [node.msg for node in ast.walk(ast.parse(check)) if isinstance(node, ast.Assert) and node.msg]
    promises = [
        text.value if isinstance(text, ast.Constant) else re.sub(r"\{[^}]*\}", "...", ast.unparse(text)[2:-1])
        for text in texts
    ]
    return any(len(promise) > 9 and matches(promise, message) for promise in map(str, promises))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_what_was_recorded(reader: Reader, record_property: Note, kind: str, name: str) -> None:
    cells = [(number, cell) for number, cell in enumerate(reader.open(name)) if cell["program"] == "page"]
    declared = [f"{name}: {cell['why']}" for _, cell in cells if cell["why"]]
    before = reader.texts()
    reader.blank()
    if len(declared) < len(cells):
        reader.run_all()
    else:
        assert "Run all" not in reader.shown(".live-bar button:not([hidden])")
    figures, wrong = count(reader, before, [number for number, cell in cells if not cell["why"]])
    record_property(kind, {"snippets": len(cells), "declared": len(declared), **figures})
    record_property("declared", declared)
    assert not wrong, f"{reader.shown('.live-say')}\n{wrong}"


@pytest.mark.parametrize(("name", "start"), EXERCISES)
def test_an_exercise_is_solved_by_its_solution(
    reader: Reader, record_property: Note, kind: str, name: str, start: int
) -> None:
    cells = reader.open(name)
    check, solution = start + 1, start + 2
    (solved,) = cells[solution]["examples"]
    before = reader.texts()
    section = f"section.exercise:has({reader.part(start)})"
    verdict = f"{section} .live-verdict"
    reader.window.evaluate("(selector) => document.querySelector(selector).scrollIntoView()", section)
    reader.sees(reader.part(start, ".cm-content"))
    reader.blank()
    reader.click("Check", section)
    reader.sees(verdict, "Not yet: ")
    started, wrong = count(reader, before, [start])
    record_property(kind, {"snippets": 3, "declared": 0, **started})
    message = reader.shown(verdict).removeprefix("Not yet: ")
    assert fits(message, cells[check]["examples"][0]["source"]), message
    reader.edit(start, solved["source"])
    reader.click("Check", section)
    reader.sees(verdict, "Solved.", whole=True)
    # What the solution shows where a reader wrote it is what stands below the one that can be opened.
    recorded = [text for text in before if text[1] != "source"]
    ended = [(solution, part, text) for cell, part, text in reader.texts() if cell == start and part != "source"]
    more = differences(recorded, ended, [solution])
    assert not shuffled(before, reader.texts(), check)
    record_property(kind, {"ran": 2, "same": 2})
    assert not wrong + "".join(more.values()), f"{wrong}{more}"
