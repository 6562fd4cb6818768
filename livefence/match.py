"""Compare a promised text with the true one.

In: what a chapter promises and what came. Out: whether they agree. This file imports the standard
library only: the reader's browser loads it too.
"""

import re

__all__ = ["matches", "stable"]

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")


def matches(promised: str, truth: str) -> bool:
    """Whether a promise is kept; `...` in it stands for any text, also for none.

    Each piece is taken where it first fits, in time that grows with the text alone, however many gaps there are.
    """
    first, *pieces = promised.split("...")
    if not pieces or promised == truth:
        return promised == truth
    place = len(first)
    for piece in pieces[:-1]:
        found = truth.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return truth.startswith(first) and truth[place:].endswith(pieces[-1])


def stable(truth: str) -> tuple[str, ...]:
    """The lines of a true result, with an ellipsis for what no two runs share: addresses."""
    return tuple(ADDRESS.sub("0x...", truth).split("\n")) if truth else ()
