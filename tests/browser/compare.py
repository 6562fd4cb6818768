"""Compare what snippets show before and after they ran in the browser.

In: texts as a reader sees them. Out: the parts that differ. Nothing here asks the page's own marks.
"""

import re
from collections.abc import Iterable
from difflib import unified_diff
from itertools import groupby

from livefence.match import matches, stable

Text = tuple[int, str, str]
"""A cell, the name of its part, the text of it."""
PROMPTS = (">>> ", "... ")


def differences(before: Iterable[Text], after: Iterable[Text], cells: Iterable[int]) -> dict[int, str]:
    """What differs in some cells: parts that went, that came, or whose text does not keep the promise."""
    wanted = set(cells)
    old, new = ({text[:2]: text[2] for text in texts if text[0] in wanted} for texts in (before, after))
    wrong = {cell: f"cell {cell}: {part} went" for cell, part in old.keys() - new.keys()}
    wrong |= {cell: f"cell {cell}: {part} came:\n{new[cell, part]}" for cell, part in new.keys() - old.keys()}
    for cell, part in sorted(old.keys() & new.keys()):
        was, came = old[cell, part], new[cell, part]
        if not keeps(was, came, prompts=part == "source"):
            lines = unified_diff(was.splitlines(), came.splitlines(), "recorded", "in the browser", lineterm="", n=1)
            wrong[cell] = "\n".join([f"cell {cell}: {part}", *lines])
    return wrong


def keeps(promise: str, truth: str, *, prompts: bool) -> bool:
    """Whether all lines at prompts are equal, and each result between them keeps its promise."""
    old, new = parts(promise, prompts), parts(truth, prompts)
    return len(old) == len(new) and all(
        code == still_code and (was == came if code else matches("\n".join(stable(was)), came))
        for (code, was), (still_code, came) in zip(old, new, strict=True)
    )


def parts(text: str, prompts: bool) -> list[tuple[bool, str]]:
    """The text in parts: lines at prompts, if it may have some, and lines that are results, in turn."""
    grouped = groupby(text.rstrip("\n").split("\n"), lambda line: prompts and f"{line} ".startswith(PROMPTS))
    return [(code, "\n".join(group)) for code, group in grouped]


def shuffled(before: Iterable[Text], after: Iterable[Text], cell: int) -> str:
    """How the statements of a cell differ: those of a check, whose order and values nobody promises."""
    old, new = (
        sorted(re.sub(r"^-- .*", "-- ...", line) for text in texts if text[0] == cell for line in text[2].splitlines())
        for texts in (before, after)
    )
    return "\n".join(unified_diff(old, new, "recorded", "in the browser", lineterm="", n=0))
