"""The checks of the exercises refuse what a learner is likeliest to answer, each mistake with a message of its own.

A case of `cases/answers/` stands in a folder named after its page, `start/sql/joins-without-items.py`, and takes the
place of the starter. Its first line, `# Meets: ...`, is the message of the check that it meets, or its beginning. Of
cases that meet the same message all but one say why in their second line, `# Same because ...`. A case `cheats-....py`
returns what the check wants to see and does not do the work. A case `right-....py` is another right answer; its first
line is `# Meets: nothing`.
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from livefence.check import asserted
from livefence.page import Page
from livefence.read import chapters, read
from livefence.record import record

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests/cases/answers"
ANSWERS = sorted(CASES.glob("*/*/*.py"))
MEETS, SAME, NOTHING = "# Meets: ", "# Same because ", "nothing"
PAGES = {
    f"{path.parent.name}/{path.stem}": page
    for path in chapters(ROOT / "docs")
    if (page := read(path, str(path.relative_to(ROOT)))).exercises
}


def meets(case: Path) -> str:
    """The message that a case promises, or its beginning."""
    first = case.read_text().split("\n")[0]
    assert first.startswith(MEETS), f"{case}:1: expected `{MEETS}...`, got {first!r}"
    return first.removeprefix(MEETS).strip()


def said(page: Page, answer: str) -> str:
    """What the check of a page's exercise says of an answer: its message, or nothing.

    Raises AssertionError if the answer, or the check, raises anything else.
    """
    (exercise,) = page.exercises
    (example,) = exercise.start.examples
    # Lines that the page has not got, so that a frame of the answer is not taken for one of the check.
    below = page.text.count("\n") + 2
    given = replace(exercise.start, examples=(replace(example, source=answer, line=below, result=None),), sql=None)
    came = record(replace(page, snippets=(given, exercise.check), exercises=()))
    answered, checked = came.outcomes
    assert answered, came.ended
    assert not answered[0].error, f"the answer raised {answered[0].error} before the check"
    assert checked, came.ended
    if not checked[0].error:
        return NOTHING
    assert asserted(exercise.check, checked[0]), f"the check raised {checked[0].error}\n{checked[0].frames}"
    return checked[0].error.removeprefix("AssertionError: ")


def wrong(name: str) -> list[Path]:
    """The wrong answers to the exercise of a page."""
    return [case for case in sorted((CASES / name).glob("*.py")) if not case.stem.startswith("right-")]


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: str(case.relative_to(CASES)))
def test_an_answer_meets_its_message(case: Path) -> None:
    page = PAGES[case.parent.relative_to(CASES).as_posix()]
    found, expected = said(page, case.read_text()), meets(case)

    assert (expected == NOTHING) == case.stem.startswith("right-")
    assert found[: None if expected == NOTHING else len(expected)] == expected


@pytest.mark.parametrize("name", PAGES)
def test_an_exercise_has_three_wrong_answers_and_one_that_cheats(name: str) -> None:
    cheats = [case for case in wrong(name) if case.stem.startswith("cheats-")]

    assert len(PAGES[name].exercises) == 1
    assert cheats
    assert len(wrong(name)) - len(cheats) >= 3


@pytest.mark.parametrize("name", PAGES)
def test_each_mistake_meets_its_own_message(name: str) -> None:
    owners = defaultdict(list)
    for case in wrong(name):
        if not case.read_text().split("\n")[1].startswith(SAME):
            owners[meets(case)].append(case.stem)

    assert [stems for stems in owners.values() if len(stems) > 1] == []
    assert [(one, other) for one in owners for other in owners if one != other and other.startswith(one)] == []


def test_an_exception_of_the_answer_is_no_message() -> None:
    page = PAGES["start/sql"]

    with pytest.raises(AssertionError, match="the answer raised ValueError: mine before the check"):
        said(page, "raise ValueError('mine')")
    with pytest.raises(AssertionError, match="the check raised AssertionError: mine"):
        said(page, page.exercises[0].start.examples[0].source + "\ndef sent_by(*_): assert False, 'mine'\n")
