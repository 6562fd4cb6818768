"""Check the types of all snippets as strictly as our own code: `python -m tests.typed`, with `PAGES` or for all.

In: chapters. Out: what mypy says of them, at the lines of the chapters; exits with 1 if it says anything.
Each program of a page, its own and those of its exercises, is laid out as a file in which every
statement keeps its line. A statement whose exception the page shows may have errors: it is there to fail.
So may a snippet under `<!-- types: next "why" -->` (in reStructuredText `.. types: next "why"`).
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mypy import api

from livefence.page import Page, Snippet
from livefence.read import chapters, read

ROOT = Path(__file__).parent.parent
LAID = ROOT / "build/typed"
# A page is a console: a name may be taken again, for a value of another type or for another class.
OPTIONS = ["--strict", "--allow-redefinition", "--disable-error-code=no-redef", "--no-error-summary", "--no-pretty"]
FOUND = re.compile(r"(?P<file>[^:]+):(?P<line>\d+): (?P<what>(?:error|note): .*)")


@dataclass(frozen=True)
class Laid:
    """A program of a page as a file: `lines` are those on which errors count."""

    page: str
    text: str
    lines: frozenset[int]


def programs(page: Page) -> Iterator[tuple[Snippet, ...]]:
    """The page's own program, then the starter and the solution of each exercise.

    Its check stands above the solution, where mypy would read it first, so it is left out.
    """
    yield page.snippets
    for exercise in page.exercises:
        yield (exercise.start,)
        yield (exercise.solution,)


def lay(page: Page, snippets: Iterable[Snippet]) -> Laid:
    """Put each statement on its line."""
    lines: dict[int, str] = {}
    counted: set[int] = set()
    for snippet in snippets:
        for example in snippet.examples:
            try:
                ast.parse(example.source)
            except SyntaxError:
                continue
            numbered = dict(enumerate(example.source.splitlines(), example.line))
            lines |= numbered
            counted |= set() if example.raises or snippet.untyped else set(numbered)
    text = "\n".join(lines.get(number, "") for number in range(1, max(lines, default=0) + 1))
    return Laid(page.path, f"{text}\n", frozenset(counted))


def errors(pages: Iterable[Page], folder: Path = LAID) -> list[str]:
    """What mypy says, `path:line: what`."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.py"):
        old.unlink()
    laid = {}
    for page in pages:
        for number, snippets in enumerate(programs(page)):
            name = f"{re.sub(r'[^a-z0-9]', '_', page.path)}_{number}.py"
            laid[name] = lay(page, snippets)
            (folder / name).write_text(laid[name].text)
    output, trouble, _ = api.run([*OPTIONS, *(str(folder / name) for name in laid)])
    found = [trouble] if trouble else []
    for line in output.splitlines():
        match = FOUND.fullmatch(line)
        if not match:
            found.append(line)
            continue
        of = laid[Path(match["file"]).name]
        if int(match["line"]) in of.lines:
            found.append(f"{of.page}:{match['line']}: {match['what']}")
    return sorted(set(found))


def main(names: list[str]) -> int:
    """Print what is wrong."""
    paths = [Path(name) for name in names] or chapters(ROOT / "docs")
    found = errors([read(path, str(path.resolve().relative_to(ROOT))) for path in paths])
    print("\n".join(found), end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
