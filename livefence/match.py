"""Compare a promised text with the true one.

In: what a chapter promises and what came. Out: whether they agree. This file imports the standard
library only: the reader's browser loads it too.
"""

import re

__all__ = ["matches", "stable"]

ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")


def matches(promised: str, truth: str) -> bool:
    """Whether a promise is kept; `...` in it stands for any text, also for none."""
    if promised == truth:
        return True
    return re.fullmatch(".*".join(map(re.escape, promised.split("..."))), truth, re.DOTALL) is not None


def stable(truth: str) -> tuple[str, ...]:
    """The lines of a true result, with an ellipsis for what no two runs share: addresses."""
    return tuple(ADDRESS.sub("0x...", truth).split("\n")) if truth else ()
