"""What the browser gets of a page, in both markups."""

import pytest

from livefence.cells import cells
from livefence.read import parse
from livefence.record import record

MYST = """\
```pycon
>>> object()
<object object at 0x...>
```

{mark}

```python
two = 2
```

```python
print(two)
```

```output
2
```

## Exercise: count

```python
n = 1
```

### Hint

More.

### Check

```python
assert n == 2, "one more"
```

### Solution

```python
n = 2
```
"""
REST = """\
.. code-block:: pycon

   >>> object()
   <object object at 0x...>

{mark}

.. code-block:: python

   two = 2

.. code-block:: python

   print(two)

.. code-block:: output

   2
"""


@pytest.mark.parametrize(
    ("name", "text", "mark"),
    [
        ("page.md", MYST, '<!-- no-browser: {} "it needs a printer" -->'),
        ("page.rst", REST, '.. no-browser: {} "it needs a printer"'),
    ],
)
def test_what_no_browser_has_is_declared_for_one_snippet_or_the_rest_of_the_page(
    name: str, text: str, mark: str
) -> None:
    why = "it needs a printer"
    for which, expected in (("next", ["", why, ""]), ("rest", ["", why, why])):
        page = parse(text.format(mark=mark.format(which)), name)
        made = cells(page, record(page))
        assert [cell["why"] for cell in made if cell["program"] == "page"] == expected
        assert {cell["why"] for cell in made if cell["program"] != "page"} <= {""}


def test_promises_are_the_chapters_and_exercises_are_programs_of_their_own() -> None:
    page = parse(MYST.format(mark=""), "page.md")
    made = cells(page, record(page))
    assert [cell["program"] for cell in made] == ["page"] * 3 + ["exercise 1"] * 2 + ["solution 1"]
    assert [[example["promise"] for example in cell["examples"]] for cell in made] == [
        ["<object object at 0x...>"],
        [""],
        ["2"],
        [""],
        [""],
        [""],
    ]
