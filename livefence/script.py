"""Write a chapter as a script.

In: a `Page` and its `Record`. Out: one Python program without prompts that runs by itself and
prints what the chapter shows: `printed` says what that is.
"""

import ast
import re
import textwrap
from pathlib import Path

from livefence.read import Example, Page
from livefence.record import Record
from livefence.run import Outcome
from livefence.worker import ROOT

__all__ = ["printed", "script"]

HEAD = '''\
"""{title}: the snippets of {path}.

They ran on {versions}.
The script runs in an empty folder that is gone when it ends.
"""

import os
import tempfile

folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
'''
CATCH = '''\
try:
{source}
except Exception as error:
    print(f"{{type(error).__name__}}: {{error}}")
'''


def script(page: Page, record: Record) -> str:
    """The program. What the page imports from `examples/` stands in it in full."""
    title = re.search(r"^# (.+)$|^(.+)\n[=#*]{3,}$", page.text, re.MULTILINE)
    versions = ", ".join(f"{name} {version}" for name, version in record.versions.items())
    name = (title[1] or title[2]) if title else page.path
    parts = [HEAD.format(title=name, path=page.path, versions=versions)]
    for snippet, outcomes in zip(page.snippets, record.outcomes, strict=True):
        part = [f"# {page.path}, line {snippet.line}\n"]
        for example, outcome in zip(snippet.examples, outcomes, strict=False):
            part.append(statement(example, outcome))
        parts.append("".join(part) if outcomes else f"{part[0]}# Not run: {snippet.skip}\n")
    return "\n".join(parts)


def statement(example: Example, outcome: Outcome) -> str:
    """An example as it stands in the program: a value that a console shows is printed."""
    source = inline(example.source)
    try:
        body = ast.parse(source).body
    except SyntaxError:
        source = f"exec({source!r})\n"
    else:
        if outcome.values and isinstance(body[0], ast.Expr):
            expression = str(ast.get_source_segment(source, body[0]))
            source = source.replace(expression, f"print(repr({expression}))")
    if outcome.error:
        return CATCH.format(source=textwrap.indent(source.rstrip(), "    "))
    return source


def inline(source: str) -> str:
    """Source in which an import from `examples/` is replaced by the text of that file."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return source
    lines = source.splitlines(keepends=True)
    for node in reversed(body):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("examples."):
            path = ROOT / f"{str(node.module).replace('.', '/')}.py"
            lines[node.lineno - 1 : node.end_lineno] = ["\n", program(path), "\n"]
    return "".join(lines)


def program(path: Path) -> str:
    """The text of a program, its docstring as a comment."""
    text = path.read_text()
    docstring = ast.parse(text).body[0]
    body = "".join(text.splitlines(keepends=True)[docstring.end_lineno :])
    return f"# {path.relative_to(ROOT)}: {ast.literal_eval(ast.unparse(docstring))}\n{body.strip()}\n"


def printed(record: Record) -> str:
    """What the program prints: all that the page wrote, and each exception on a line."""
    lines = []
    for outcomes in record.outcomes:
        for outcome in outcomes:
            lines.append(outcome.output)
            if outcome.error:
                lines.append(re.sub(r"^[\w.]*\.(?=\w+:)", "", outcome.error) + "\n")
    return "".join(lines)
