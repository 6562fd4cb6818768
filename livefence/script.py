"""Write a chapter as a script.

In: a `Page` and its `Record`. Out: one Python program without prompts that runs by itself and
prints what the chapter shows: all that the page wrote, and each exception on a line.
"""

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from livefence.page import Example, Page
from livefence.record import Record
from livefence.run import Outcome
from livefence.worker import ROOT

__all__ = ["script"]

HEAD = '''\
"""{title}: the snippets of {path}.

They ran on {versions}.
The script runs in an empty folder that is gone when it ends.
"""

import os
import tempfile

_folder = tempfile.TemporaryDirectory()
os.chdir(_folder.name)


def _show(value: object) -> None:
    """Print a value as a console does."""
    if value is not None:
        print(repr(value))

'''
CATCH = """\
try:
{source}
except Exception as error:
    print(f"{{type(error).__name__}}: {{error}}")
"""


def script(page: Page, record: Record) -> str:
    """The program. What the page imports from `examples/` stands in it in full."""
    title = re.search(r"^# (.+)$|^(.+)\n[=#*]{3,}$", page.text, re.MULTILINE)
    versions = ", ".join(f"{name} {version}" for name, version in record.versions.items())
    name = (title[1] or title[2]) if title else page.path
    parts = [HEAD.format(title=name, path=page.path, versions=versions)]
    seen: set[Path] = set()
    for snippet, outcomes in zip(page.snippets, record.outcomes, strict=True):
        part = [f"# {page.path}, line {snippet.line}\n"]
        for example, outcome in zip(snippet.examples, outcomes, strict=False):
            part.append(statement(example, outcome, seen))
        parts.append("".join(part) if outcomes else f"{part[0]}# Not run: {snippet.skip}\n")
    return "\n".join(parts)


def statement(example: Example, outcome: Outcome, seen: set[Path]) -> str:
    """An example as it stands in the program: a value that a console shows is shown."""
    source = inline(example.source, seen)
    try:
        body = ast.parse(source).body
    except SyntaxError:
        body, source = [], f"exec({source!r})\n"
    for node in reversed(list(expressions(body)) if outcome.values else []):
        expression = str(ast.get_source_segment(source, node))
        lines = source.splitlines(keepends=True)
        start = len("".join(lines[: node.lineno - 1])) + len(
            lines[node.lineno - 1].encode()[: node.col_offset].decode()
        )
        shown = f"({expression})" if isinstance(node.value, ast.Tuple) else expression
        source = f"{source[:start]}_show({shown}){source[start + len(expression) :]}"
    if outcome.error:
        return CATCH.format(source=textwrap.indent(source.rstrip(), "    "))
    return source


def expressions(body: list[ast.stmt]) -> Iterator[ast.Expr]:
    """The expressions whose values a console shows: all but those of functions and classes."""
    for node in body:
        if isinstance(node, ast.Expr):
            yield node
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            for field in ("body", "orelse", "handlers", "finalbody"):
                yield from expressions(getattr(node, field, []))


def inline(source: str, seen: set[Path]) -> str:
    """Source in which an import from `examples/` is replaced by the text of that file, once."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return source
    lines = source.splitlines(keepends=True)
    for node in reversed(body):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("examples."):
            path = ROOT / f"{str(node.module).replace('.', '/')}.py"
            text = ["\n", program(path), "\n"] if path not in seen else []
            lines[node.lineno - 1 : node.end_lineno] = text
            seen.add(path)
    return "".join(lines)


def program(path: Path) -> str:
    """The text of a program, its docstring as a comment."""
    text = path.read_text()
    docstring = ast.parse(text).body[0]
    body = "".join(text.splitlines(keepends=True)[docstring.end_lineno :])
    return f"# {path.relative_to(ROOT)}: {ast.literal_eval(ast.unparse(docstring))}\n{body.strip()}\n"
