"""Break every promise of every chapter, one at a time, and see that the check notices each.

In: the chapters. Out: how many mutants there were, and each that went unnoticed; the exit code says
whether all were caught. A page runs once; its record is held against each mutant of its text.
"""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from livefence.check import check
from livefence.page import Page, Slot
from livefence.read import chapters, parse, read
from livefence.record import record

TRACEBACK = "Traceback (most recent call last):"
STRANGER = "¤"


def mutants(page: Page) -> Iterator[tuple[int, str]]:
    """Each shown character replaced by one that no result holds: its line, and the page's text.

    Blanks at the end of a line, and what an ellipsis stands for, are not shown.
    """
    for slot in page.slots():
        for number, line in enumerate(slot.lines):
            for place, character in enumerate(line):
                if character != " " and "..." not in line[max(place - 2, 0) : place + 3]:
                    lines = list(slot.lines)
                    lines[number] = line[:place] + STRANGER + line[place + 1 :]
                    yield slot.line + number, page.rewrite({slot: lines})


def emptied(page: Page) -> str:
    """The page without its results; that an exception is expected stays."""
    return page.rewrite({slot: keep(slot) for slot in page.slots()})


def keep(slot: Slot) -> list[str]:
    """What an author writes where a result is to come."""
    return [TRACEBACK] if TRACEBACK in slot.lines else []


def restored(page: Page, filled: Page) -> str:
    """The text of a filled page, with the results of `page` in place where they hold an ellipsis."""
    slots = zip(page.slots(), filled.slots(), strict=True)
    return filled.rewrite({new: old.lines for old, new in slots if elided(old)})


def elided(slot: Slot) -> bool:
    """Whether a result holds an ellipsis other than that for the stack of a traceback."""
    return any("..." in line for line in slot.lines if line != "  ...")


def broken(path: Path) -> tuple[int, list[str]]:
    """How many mutants a chapter has, and what there is to say of each that was not caught on its line."""
    page, tried, missed = read(path), 0, []
    came = record(page)
    for line, text in mutants(page):
        tried += 1
        if line not in {failure.line for failure in check(parse(text, page.path), came)}:
            missed.append(f"{page.path}:{line}: a mutant was not caught on this line")
    return tried, missed


def main() -> int:
    """Try all mutants of all chapters."""
    with ProcessPoolExecutor() as readers:
        found = list(readers.map(broken, chapters(Path("docs"))))
    tried, missed = sum(count for count, _ in found), [line for _, lines in found for line in lines]
    print("\n".join(sorted(set(missed))), end="\n" if missed else "")
    print(f"{tried - len(missed)} of {tried} mutants caught")
    return bool(missed) or not tried


if __name__ == "__main__":
    sys.exit(main())
