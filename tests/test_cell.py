"""What a reader's cells give, under any Python; `Cells` takes over its process, so each test has one."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from livefence.live.cell import CHARACTERS, STATEMENTS, WHOLE, split
from livefence.page import Page
from livefence.read import parse

ROOT = Path(__file__).parent.parent
DRIVER = """
import json, sys
from livefence.live.cell import Cells
path, text, examples, requests = json.load(sys.stdin)
cells = Cells(path, text, json.dumps(examples), wanted=lambda: "a module" if "wanted" in sys.modules else "")
for request in requests:
    told = []
    result = cells.run(json.dumps(request), told.append)
    print(json.dumps({**json.loads(result), "told": told} if result else None), file=sys.__stdout__)
"""
PAGE = """\
```python
from sqlalchemy import create_engine, text

def double(number):
    return 2 * int(number)
```

Text.

```pycon
>>> double(4)
8
>>> double("many")
Traceback (most recent call last):
  ...
ValueError: invalid literal for int() with base 10: 'many'
>>> object()
<object object at 0x7f0000000001>
```

```python
with create_engine("sqlite://").connect() as connection:
    print(connection.scalar(text("SELECT 1")))
```

```output
1
```

```sql
BEGIN (implicit)
SELECT 1
ROLLBACK
```
"""


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Run cells of a page, and give what came of each."""

    def outcomes(*requests: dict[str, Any], text: str = PAGE, **examples: str) -> list[dict[str, Any]]:
        ran = subprocess.run(
            [sys.executable, "-c", DRIVER],
            input=json.dumps(["page.md", text, {f"{name}.py": source for name, source in examples.items()}, requests]),
            env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return [json.loads(line) for line in ran.stdout.splitlines()]

    return outcomes


def chapter(page: Page) -> list[dict[str, Any]]:
    """The cells of a page as the page would send them."""
    return [
        {
            "kind": snippet.kind,
            "line": snippet.line,
            "sql": snippet.sql.text if snippet.sql else "",
            "examples": [
                {
                    "source": example.source,
                    "line": example.line,
                    "raises": example.raises,
                    "promise": example.result.text if example.result else "",
                }
                for example in snippet.examples
            ],
        }
        for snippet in page.snippets
    ]


def edited(source: str, kind: str = "python", line: int = 1) -> dict[str, Any]:
    return {"kind": kind, "line": line, "edited": source}


def texts(outcome: dict[str, Any]) -> list[str]:
    return [example["text"] for example in outcome["examples"]]


def test_a_chapter_gives_what_it_promises(run: Any) -> None:
    came = run(*chapter(parse(PAGE, "page.md")))
    assert [outcome["same"] for outcome in came] == [True, True, True]
    assert came[2]["sql"] == "BEGIN (implicit)\nSELECT 1\nROLLBACK"
    assert came[2]["statements"] == 3


@pytest.mark.parametrize(("old", "new"), [("\n8\n", "\n9\n"), ("SELECT 1\nROLL", "SELECT 2\nROLL"), ("\n8\n", "\n")])
def test_another_result_than_promised_is_told(run: Any, old: str, new: str) -> None:
    assert not all(outcome["same"] for outcome in run(*chapter(parse(PAGE.replace(old, new), "page.md"))))


def test_an_exception_tells_its_line_within_the_cell(run: Any) -> None:
    error = run(*chapter(parse(PAGE, "page.md"))[:2])[1]["examples"][1]
    assert error["line"] == 3
    assert error["error"] == "ValueError: invalid literal for int() with base 10: 'many'"
    assert error["frames"].splitlines()[0] == "  line 3, in <module>"
    assert "  line 4 of another snippet, in double\n    return 2 * int(number)" in error["frames"]


def test_an_edited_cell_shows_values_statement_by_statement(run: Any) -> None:
    [came] = run(edited("a = 2; a\n@staticmethod\ndef f():\n    return a\n\n'''x\ny'''; f()\n", "pycon"))
    assert texts(came) == ["2", "", "'x\\ny'\n2"]
    assert came["same"] is None


def test_an_edited_program_runs_whole(run: Any) -> None:
    [came] = run(edited("2\nprint(3)"))
    assert texts(came) == ["3"]


def test_an_edited_cell_shows_its_own_lines(run: Any) -> None:
    came = run(edited("def f():\n    return 1 / 0"), edited("2\n\nf()", "pycon", line=4))
    assert came[1]["examples"][1]["line"] == 3
    assert "  line 3, in <module>\n    f()" in came[1]["examples"][1]["frames"]
    assert "  line 2 of another snippet, in f\n    return 1 / 0" in came[1]["examples"][1]["frames"]


@pytest.mark.parametrize("kind", ["python", "pycon"])
def test_a_cell_that_does_not_parse_says_where(run: Any, kind: str) -> None:
    [came] = run(edited("print(1)\nif True print(2)", kind))
    assert came["examples"][0]["error"].startswith("SyntaxError")
    assert came["examples"][0]["line"] == 2
    assert not came["go"]


def test_an_exception_that_is_not_shown_ends_the_cell(run: Any) -> None:
    [came] = run(edited("1\n1 / 0\n3", "pycon"))
    assert texts(came)[1:] == ["Traceback (most recent call last):\n  ...\nZeroDivisionError: division by zero"]
    assert not came["go"]


def test_output_is_cut_with_a_note(run: Any) -> None:
    [came] = run(
        edited("for n in range(100_000): print('12345678')\n'x' * 10**6\nraise ValueError('y' * 10**6)", "pycon")
    )
    printed, value, error = came["examples"]
    assert printed["text"].endswith(f"\n... and {900_000 - CHARACTERS:,} characters more")
    assert value["text"].endswith(f"\n... and {1_000_003 - CHARACTERS:,} characters more")
    assert all(len(example["text"]) < 1.1 * CHARACTERS for example in (printed, value, error))
    assert len(error["error"]) < 1.1 * CHARACTERS


def test_all_that_a_cell_shows_is_cut_with_notes(run: Any) -> None:
    [came] = run(edited("print('x\\n' * 9_999)\n" * 20, "pycon"))
    assert sum(len(text) for text in texts(came)) < WHOLE + 20 * 50
    assert texts(came)[-1] == "\n... and 19,997 characters more"


def test_statements_are_cut_with_a_note(run: Any) -> None:
    source = """
from sqlalchemy import create_engine, text
with create_engine("sqlite://").connect() as connection:
    for number in range(1000):
        connection.execute(text("SELECT 1"))
"""
    [came] = run(edited(source))
    assert came["statements"] == 1002
    assert came["sql"].splitlines()[STATEMENTS - 1 :] == ["SELECT 1", f"-- and {1002 - STATEMENTS} statements more"]


def test_what_a_cell_writes_is_told_at_once(run: Any) -> None:
    [came] = run(edited("print('one')\nprint('two' * 10_000)\n3", "pycon"))
    assert "".join(came["told"]).startswith("one\ntwotwo")
    assert "".join(came["told"]).endswith("3\n")
    assert len("".join(came["told"])) == 4 + CHARACTERS + 2


def test_a_cell_that_wants_what_is_not_there_gives_nothing(run: Any) -> None:
    came = run(edited("1"), edited("import sys\nsys.modules['wanted'] = sys"))
    assert came[0]["go"]
    assert came[1] is None


def test_the_examples_are_there_and_no_keyboard(run: Any) -> None:
    came = run(
        edited("from examples.told import name\nimport os\nprint(name, os.listdir())\ninput()"), told="name = 'Ines'"
    )
    assert came[0]["examples"][0]["text"].startswith("Ines []\n")
    assert "EOFError: the page has no keyboard" in came[0]["examples"][0]["error"]


def test_a_split_source_is_whole() -> None:
    source = "# A comment.\nx = 1\n\n@f\nclass A:\n    pass\nx; y"
    assert split(source) == [
        ("x = 1\n\n", 1, "pycon"),
        ("@f\nclass A:\n    pass\n", 3, "pycon"),
        ("x; y\n", 6, "pycon"),
    ]
