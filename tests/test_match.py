"""A promise is kept by the text itself, or by any that fills its gaps."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from livefence.match import matches


@pytest.mark.parametrize(
    ("promise", "truth", "kept"),
    [
        ("a...c\n", "abc\n", True),
        ("a...c\n", "abx\n", False),
        ("a...b...c\n", "acb\n", False),
        ("ab...bc", "abc", False),
        ("ab...bc", "abbc", True),
        ("abc", "abcd", False),
        ("a......b", "ab", True),
        ("...", "a\nb", True),
        ("wait...", "wait...", True),
    ],
)
def test_promise(promise: str, truth: str, kept: bool) -> None:
    assert matches(promise, truth) == kept


@given(some.text("ab.\n", max_size=12), some.text("ab.\n", max_size=12))
def test_a_gap_is_any_text(promise: str, truth: str) -> None:
    pattern = ".*".join(map(re.escape, promise.split("...")))
    assert matches(promise, truth) == (promise == truth or re.fullmatch(pattern, truth, re.DOTALL) is not None)
