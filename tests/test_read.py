"""A chapter that was read can be put together again, whatever it holds."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from livefence.read import ChapterError, chapters, parse, read

ROOT = Path(__file__).parent.parent
CASES = [path for path in (ROOT / "tests/cases").rglob("*") if path.suffix in (".md", ".rst")]

# Pieces of chapters, and of what breaks them.
PIECES = {
    ".md": [
        "```python",
        "```pycon",
        "```output",
        "```sql",
        "```",
        "````{note}",
        "````",
        ":::{tip}",
        ":::",
        "- ",
        "> ",
        "## Exercise: a",
        "### Hint",
        "### Check",
        "### Solution",
    ],
    ".rst": [
        ".. code-block:: python",
        ".. code-block:: pycon",
        ".. code-block:: sql",
        ".. note::",
        "   ",
        "#. ",
    ],
}
LINES = [
    "",
    ">>> 1 + 1",
    "... ",
    "2",
    "print('ä€')",
    "x = 1\t",
    "  text  ",
    "...",
    "\x0c",
    "one\u2028two",
    "<!-- a -->",
]


@pytest.mark.parametrize("suffix", [".md", ".rst"])
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_joined_pieces_are_the_file(suffix: str, data: st.DataObject) -> None:
    line = st.sampled_from(PIECES[suffix] + LINES) | st.text(max_size=8).map(lambda text: text.replace("\n", ""))
    indented = st.tuples(st.sampled_from(["", "  ", "   ", "\t", "> "]), line).map("".join)
    ends = data.draw(st.sampled_from(["\n", "\r\n"]))
    first = f"{'---' + ends if suffix == '.md' else ':'}snippets: none{ends}"
    text = first + ends.join(data.draw(st.lists(indented, max_size=30))) + data.draw(st.sampled_from(["", ends]))
    try:
        page = parse(text, f"page{suffix}")
    except ChapterError:
        return
    assert "".join(page.cut(page.slots())) == text
    assert page.rewrite({}) == text


@pytest.mark.parametrize("path", [*chapters(ROOT / "docs"), *CASES], ids=lambda path: str(path.relative_to(ROOT)))
def test_joined_pieces_are_the_chapter(path: Path) -> None:
    text = path.read_bytes().decode().partition("\n%%%%%\n")[0]
    try:
        page = parse(text, str(path))
    except ChapterError:
        assert "cases" in path.parts
        return
    pieces = page.cut(page.slots())
    assert "".join(pieces) == text
    assert page.rewrite({slot: slot.lines for slot in page.slots() if slot.lines}).split() == text.split()


def test_slots_are_the_lines_of_the_results() -> None:
    page = parse("> ```pycon\r\n> >>> 1\r\n> 1\r\n>\r\n> >>> 2\r\n> ```\r\n", "page.md")
    first, second = page.slots()
    assert (first.line, first.prefix, first.lines) == (3, "> ", ("1",))
    assert (second.line, second.prefix, second.lines) == (6, "> ", ())
    assert [example.line for example in page.snippets[0].examples] == [2, 5]


def test_junk_is_named(tmp_path: Path) -> None:
    junk = tmp_path / "junk.md"
    junk.write_bytes(bytes(range(256)))
    with pytest.raises(ChapterError, match=r"junk\.md:1: expected UTF-8 text"):
        read(junk)
