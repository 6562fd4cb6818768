"""Each chapter's script runs by itself and prints what the chapter shows."""

import re
import subprocess
import sys
from difflib import unified_diff
from pathlib import Path

import pytest

from livefence.match import matches
from livefence.page import Example, Page
from livefence.read import chapters, parse, read
from livefence.record import Record, record
from livefence.run import Outcome
from livefence.script import script

ROOT = Path(__file__).parent.parent
CHAPTERS = [path for path in chapters(ROOT / "docs") if read(path).snippets]
CASE = """\
Title
=====

.. code-block:: pycon

   >>> from sqlalchemy import (
   ...     create_engine,
   ... )
   >>> 1 + 1  # a sum, as it were
   2
   >>> "ä", (
   ...     2
   ... )
   ('ä', 2)
   >>> for number in range(2):
   ...     number
   0
   1
   >>> None
   >>> for
   Traceback (most recent call last):
     ...
   SyntaxError: invalid syntax
   >>> def fail():
   ...     1 / 0
   >>> fail()
   Traceback (most recent call last):
     ...
   ZeroDivisionError: division by zero
   >>> import os
   >>> os.listdir()
   []

.. code-block:: python

   from examples.shop import (
       Customer,
       open_shop,
   )

   open_shop(create_engine("sqlite://"))
   print(Customer(username="noor"))

.. code-block:: output

   Customer(id=None, username='noor')

.. skip: next "needs a printer"

.. code-block:: python

   import printer_that_nobody_has
"""


def outputs(page: Page, folder: Path) -> tuple[str, str]:
    """What the page's script prints, and what its record holds; addresses and times are masked."""
    came = record(page)
    program = folder / "chapter.py"
    program.write_text(script(page, came), encoding="utf-8")
    command = [sys.executable, "-I", "-X", "utf8", str(program)]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr[-2000:]
    return masked(ran.stdout), masked(printed(page, came))


def printed(page: Page, came: Record) -> str:
    """What the program prints; where the chapter leaves something open, what it promises."""
    pairs = zip(page.snippets, came.outcomes, strict=True)
    return "".join(
        shown(example, outcome)
        for snippet, outcomes in pairs
        for example, outcome in zip(snippet.examples, outcomes, strict=False)
    )


def shown(example: Example, outcome: Outcome) -> str:
    """What an example writes, and its exception on a line."""
    promise = [] if example.result is None else list(example.result.lines)
    head = next((number for number, line in enumerate(promise) if line.startswith("Traceback")), len(promise))
    tail = [line for line in promise[head + 1 :] if line.strip() != "..."]
    output, error = "\n".join([*promise[:head], ""]), "\n".join(tail)
    output, error = output if "..." in output else outcome.output, error if "..." in error else outcome.error
    return output + (re.sub(r"^[\w.]*?(\.\.\.|)\.?(?=\w+:)", r"\1", error, count=1) + "\n" if error else "")


def masked(text: str) -> str:
    """Text without what differs from one process to the next."""
    text = re.sub(r"(SyntaxError: .*) \(<string>, line \d+\)", r"\1", text)
    text = re.sub(r"0x(?:[0-9a-f]+|\.\.\.)|\d{12,}|(?<=session ')\d+|(?<=is ')\d+", "ADDRESS", text)
    text = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(
        r"^\w*Warning: .*\n", "", text.replace("__main__.", "").replace("examples.shop.", ""), flags=re.MULTILINE
    )


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_script_of_a_chapter(path: Path, tmp_path: Path) -> None:
    ran, shown = outputs(read(path, str(path.relative_to(ROOT))), tmp_path)
    assert matches(shown, ran), "\n".join(unified_diff(shown.splitlines(), ran.splitlines(), lineterm="", n=1))
    assert [child.name for child in tmp_path.iterdir()] == ["chapter.py"]


def test_script_of_a_case(tmp_path: Path) -> None:
    page = parse(CASE, "docs/case.rst")
    ran, shown = outputs(page, tmp_path)
    assert matches(shown, ran)
    text = (tmp_path / "chapter.py").read_text()
    assert text.startswith('"""Title: the snippets of docs/case.rst.')
    assert ">>>" not in text
    assert "from examples" not in text
    assert "# Not run: needs a printer" in text
    assert "_show(1 + 1)  # a sum, as it were" in text
