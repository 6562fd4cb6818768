"""The types of the snippets are checked at the lines of their chapter, and the check can fail."""

from pathlib import Path

from livefence.read import parse
from tests.typed import errors

PAGE = """\
```pycon
>>> number: int = "one"
>>> number.missing
Traceback (most recent call last):
  ...
AttributeError: 'str' object has no attribute 'missing'
>>> def untyped(value): ...
```

<!-- types: next "a type checker refuses it" -->
```pycon
>>> number: int = "two"
```

```python
print(number + "three")
```

```output
onethree
```
"""


def test_errors_stand_at_the_lines_of_the_chapter(tmp_path: Path) -> None:
    found = errors([parse(PAGE, "docs/page.md")], tmp_path)
    assert [line.partition(": error: ")[0] for line in found] == ["docs/page.md:16", "docs/page.md:2", "docs/page.md:7"]
    assert "[no-untyped-def]" in found[2]
