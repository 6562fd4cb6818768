"""The site as a reader gets it, and what a build does with chapters that are broken or have changed."""

import json
import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = "# {title}\n\nText.\n\n```pycon\n>>> {source}\n{result}\n```\n"
SQL = """
```python
from sqlalchemy import create_engine, text

from examples.shop import Customer

with create_engine("sqlite://").connect() as connection:
    print(connection.scalar(text("SELECT 1")))
```

```output
1
```

- An item.

  ```python
  with create_engine("sqlite://").connect() as connection:
      connection.execute(text("SELECT 2"))
  ```

  ```sql
  BEGIN (implicit)
  SELECT 2
  ROLLBACK
  ```

<!-- skip: next "needs a printer" -->

```python
import printer_that_nobody_has
```
"""

EXERCISE = """
## Exercise: count to {number}

The task.

```python
from sqlalchemy import create_engine, text

with create_engine("sqlite://").connect() as connection:
    total = connection.scalar(text("SELECT 0"))
print(total)
```

```output
0
```

### Hint

Look at the SELECT.

### Hint 2 & `<b>`

Add up.

### Check

```python
assert total == {number}, f"expected {number}, got {{total}}; look at the SELECT"
```

### Solution

```python
from sqlalchemy import create_engine, text

with create_engine("sqlite://").connect() as connection:
    total = connection.scalar(text("SELECT {number}"))
```

```sql
BEGIN (implicit)
SELECT {number}
ROLLBACK
```

The SELECT counts.
"""
END = "\n## Summary\n\nText.\n"


def in_rest(text: str) -> str:
    """The same chapter in reStructuredText."""
    for mark, under in ("# ", "="), ("## ", "-"), ("### ", "~"):
        for title in re.findall(rf"^{mark}(.*)$", text, re.MULTILINE):
            text = text.replace(f"\n{mark}{title}\n", f"\n{title}\n{under * len(title)}\n")
    return re.sub(
        r"^```(\w+)\n(.*?)^```$",
        lambda fence: f".. code-block:: {fence[1]}\n\n{textwrap.indent(fence[2], '   ')}",
        text,
        flags=re.M | re.S,
    )


class Guide:
    """A small guide in a folder of its own, with the settings and the toolkit of this one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.docs, self.html = folder, folder / "docs", folder / "build/html"
        for name in ("livefence", "examples", "docs/_static", "docs/_templates", "docs/_inventory"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("conf.py", "requirements.txt", "package-lock.json", "Makefile"):
            shutil.copy2(ROOT / name, folder)
        (folder / ".venv").symlink_to(sys.prefix)
        # What the browser loads takes long to build, and no chapter is in it: an empty one will do.
        (folder / "node_modules").mkdir()
        (folder / "node_modules/ready").touch()
        (folder / "build/site/live").mkdir(parents=True)
        manifest = {"page": "live-0.js", "style": "style-0.css", "policy": "default-src 'self'", "guard": ""}
        (folder / "build/site/live/manifest.json").write_text(json.dumps(manifest))
        (self.docs / "index.md").write_text("---\nsnippets: none\n---\n\n# Index\n\n```{toctree}\n:glob:\n\n*/*\n```\n")
        for number in (1, 2, 3):
            self.write(f"part/page{number}.md", PAGE.format(title=f"Page {number}", source="1 + 1", result="2"))

    def write(self, name: str, text: str) -> Path:
        path = self.docs / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    def build(self, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["make", "-s", "html"],
            cwd=self.folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def times(self) -> dict[str, int]:
        return {str(path.relative_to(self.html)): path.stat().st_mtime_ns for path in self.html.glob("part/*.html")}


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    return Guide(tmp_path)


def test_page_is_complete_without_javascript(guide: Guide) -> None:
    guide.write("part/page1.md", f"# Page 1\n{SQL}")
    built = guide.build()
    assert (built.returncode, built.stderr) == (0, "")
    html = (guide.html / "part/page1.html").read_text()
    html = html.replace(' open=""', " open")
    folded, opened = re.findall(r"<details class=\"sql\".*?</details>", html, re.DOTALL)
    assert folded.startswith('<details class="sql" data-cell="0"><summary>SQL · 3 statements</summary>')
    assert opened.startswith('<details class="sql" data-cell="1" open><summary>SQL · 3 statements</summary>')
    assert re.sub(r"<[^>]+>", "", folded).split("\n")[1:4] == ["BEGIN (implicit)", "SELECT 1", "ROLLBACK"]
    assert "SELECT 2" in re.sub(r"<[^>]+>", "", opened)
    assert html.index("highlight-output") < html.index('<details class="sql"') < html.index("An item")
    assert "This snippet does not run here: needs a printer." in html
    assert "open it from a web server, in a current browser with JavaScript" in html
    assert re.search(r"ran on SQLAlchemy 2\.1\.\d+, Python 3\.\d+\.\d+, SQLite 3\.\d+\.\d+", html)
    assert '<a class="reference external" href="page1.py">Download this chapter as a script</a>' in html
    assert (guide.html / "part/page1.py").read_text().startswith('"""Page 1: the snippets of docs/part/page1.md.')
    assert 'class="sphinx-codeautolink-a" href="https://docs.sqlalchemy.org/en/21/' in html


@pytest.mark.parametrize("name", ["part/page2.md", "part/page2.rst"])
def test_exercise_reads_without_javascript(guide: Guide, name: str) -> None:
    (guide.docs / "part/page2.md").unlink()
    text = PAGE.format(title="Page 2", source="1 + 1", result="2") + EXERCISE.format(number=1) + END
    guide.write(name, in_rest(f"\n{text}") if name.endswith("rst") else text)
    built = guide.build()
    assert (built.returncode, built.stderr) == (0, "")
    html = (guide.html / "part/page2.html").read_text()
    assert html.count('<section class="exercise" data-exercise="part/page2#exercise-count-to-1" id=') == 1
    section = html[html.index('<section class="exercise"') : html.index('<section id="summary">')]
    parts = re.findall(
        r'<details class="(hint|check|solution|sql)"(?: data-cell="\d+")?( open="")?([^>]*)><summary>(.*?)</summary>',
        section,
    )
    assert [(part[0], part[1], part[3]) for part in parts] == [
        ("sql", "", "SQL · 3 statements"),
        ("hint", "", "Hint"),
        ("hint", "", "Hint 2 &amp; &lt;b&gt;"),
        ("check", "", "Check"),
        ("solution", "", "Solution"),
        ("sql", ' open=""', "SQL · 3 statements"),
    ]
    for anchor in ("hint", "hint-2-b", "check", "solution"):
        assert f' id="{anchor}"><summary>' in section
    assert '</summary><span id="hint-2--b"></span>' in section or name.endswith("rst")
    words = re.sub(r"<[^>]+>", "", section)
    order = [
        "The task.",
        "SELECT 0",
        "Look at the SELECT.",
        "Add up.",
        "assert total",
        "SELECT 1",
        "The SELECT counts.",
    ]
    assert sorted(order, key=words.index) == order
    (island,) = re.findall('<script id="cells"[^>]*>(.*?)</script>', html)
    assert [cell["program"] for cell in json.loads(island)["cells"]] == [
        "page",
        "exercise 1",
        "exercise 1",
        "solution 1",
    ]
    assert re.findall(r'data-cell="(\d)" data-part="source"', html) == ["0", "1", "2", "3"]
    contents = html[html.index('class="toc-tree"') :]
    assert "#exercise-count-to-1" in contents
    assert "Hint" not in contents
    assert "Solution" not in contents
    assert "SELECT" not in (guide.html / "part/page2.py").read_text()
    assert not re.findall("(?i)hint|solution", (guide.html / "index.html").read_text())


def test_exercises_are_listed_in_the_order_of_the_guide(guide: Guide) -> None:
    listed = guide.html / "live/exercises.json"
    index = guide.docs / "index.md"
    index.write_text(index.read_text().replace(":glob:\n\n*/*", "\npart/page3\npart/page1\npart/page2"))
    assert guide.build().returncode == 0
    assert listed.read_text() == "{}"
    texts = {}
    for number in (1, 3):
        texts[number] = PAGE.format(title="Page", source="1 + 1", result="2")
        guide.write(f"part/page{number}.md", texts[number] + EXERCISE.format(number=number) + EXERCISE.format(number=4))
    assert guide.build().returncode == 0
    one, three, four = (f"exercise-count-to-{number}" for number in (1, 3, 4))
    assert list(json.loads(listed.read_text()).items()) == [("part/page3", [three, four]), ("part/page1", [one, four])]
    guide.write("part/page3.md", texts[3])
    assert guide.build().returncode == 0
    assert json.loads(listed.read_text()) == {"part/page1": [one, four]}


def test_exercise_is_whole_in_a_text(guide: Guide) -> None:
    guide.write("part/page1.md", PAGE.format(title="Page 1", source="1 + 1", result="2") + EXERCISE.format(number=1))
    assert guide.build().returncode == 0
    assert "### Solution" in (guide.html / "llms-full.txt").read_text()
    command = [sys.executable, "-m", "sphinx", "-q", "-c", ".", "-b", "text", "docs", "build/text"]
    subprocess.run(command, cwd=guide.folder, env={**os.environ, "PYTHONPATH": "."}, check=True)
    text = (guide.folder / "build/text/part/page1.txt").read_text()
    parts = [
        "Exercise: count to 1\n",
        "\nHint\n",
        "Look at",
        "\nHint 2 & <b>\n",
        "\nCheck\n",
        "\nSolution\n",
        "SELECT 1",
    ]
    assert [part for part in parts if part not in text] == []
    assert sorted(parts, key=text.index) == parts


def test_nothing_is_loaded_from_elsewhere(guide: Guide) -> None:
    assert guide.build().returncode == 0
    loaded = (
        r"<(?:script|img|link|iframe|source|video|audio|embed|object|use)\b[^>]*?(?:src|href|data)=\"([^\"]+)\"[^>]*>"
    )
    for path in guide.html.rglob("*.html"):
        found = re.findall(loaded, path.read_text())
        assert found
        assert [url for url in found if re.match(r"(https?:)?//", url)] == []
    for path in guide.html.rglob("*.css"):
        assert re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)]*", path.read_text()) == []


def test_addresses_are_left_out_or_right(guide: Guide) -> None:
    guide.build()
    text = "".join(path.read_text() for path in guide.html.rglob("*.html"))
    assert not (guide.html / "sitemap.xml").exists()
    assert "og:url" not in text
    assert "canonical" not in text
    assert "Edit this page" not in text
    assert 'href="/_static/mapped.css' in (guide.html / "404.html").read_text()
    shutil.rmtree(guide.html)
    addresses = {"SITE_URL": "https://guide.example/orm/", "REPOSITORY_URL": "https://github.com/owner/guide"}
    built = guide.build(**addresses)
    assert (built.returncode, built.stderr) == (0, "")
    html = (guide.html / "part/page1.html").read_text()
    assert "https://github.com/owner/guide/edit/main/docs/part/page1.md" in html
    (canonical,) = re.findall(r"<link[^>]*canonical[^>]*>", html)
    (shared,) = re.findall(r"<meta[^>]*og:url[^>]*>", html)
    assert "https://guide.example/orm/part/page1.html" in canonical
    assert "https://guide.example/orm/part/page1.html" in shared
    assert 'href="/orm/_static/mapped.css' in (guide.html / "404.html").read_text()
    assert "<loc>https://guide.example/orm/part/page1.html</loc>" in (guide.html / "sitemap.xml").read_text()


@pytest.mark.parametrize(
    ("repository", "link"),
    [
        ("https://example.org/repo", None),
        ("ssh://git@host:22/name/repo.git", None),
        (
            "https://oauth2:glpat-secret@gitlab.example.org/group/guide.git",
            "https://gitlab.example.org/group/guide/-/edit/main/docs/part/page1.md",
        ),
    ],
)
def test_the_source_may_be_anywhere_and_its_token_is_kept(guide: Guide, repository: str, link: str | None) -> None:
    built = guide.build(REPOSITORY_URL=repository)
    assert (built.returncode, built.stderr) == (0, "")
    edits = re.findall(r'<a [^>]*href="([^"]+)" rel="edit"', (guide.html / "part/page1.html").read_text())
    assert edits == ([link] if link else [])
    assert [path for path in guide.html.rglob("*") if path.is_file() and b"glpat-secret" in path.read_bytes()] == []


def test_only_what_changed_is_written_again(guide: Guide) -> None:
    guide.write("part/page1.md", f"# Page 1\n{SQL}")
    assert guide.build().returncode == 0
    links = "sphinx-codeautolink-a"
    assert links in (guide.html / "part/page1.html").read_text()
    before = guide.times()
    assert guide.build().returncode == 0
    assert guide.times() == before
    guide.write("part/page2.md", PAGE.format(title="Page 2", source="2 + 2", result="4"))
    assert guide.build().returncode == 0
    changed = {name for name, time in guide.times().items() if time != before[name]}
    assert changed == {"part/page2.html"}
    before = guide.times()
    shop = guide.folder / "examples/shop.py"
    shop.write_text(f"{shop.read_text()}\n# changed\n")
    assert guide.build().returncode == 0
    assert {name for name, time in guide.times().items() if time != before[name]} == {"part/page1.html"}
    assert links in (guide.html / "part/page1.html").read_text()
    before = guide.times()
    toolkit = guide.folder / "livefence/check.py"
    toolkit.write_text(f"{toolkit.read_text()}\n# changed\n")
    assert guide.build().returncode == 0
    assert {name for name, time in guide.times().items() if time != before[name]} == set(before)


BROKEN = {
    "a wrong result": (PAGE.format(title="B", source="1 + 1", result="3"), "7: ERROR: the result differs"),
    "an exception": (PAGE.format(title="B", source="1 / 0", result=""), "6: ERROR: an exception that"),
    "a syntax error": ("# B\n\n```python\nfor\n```\n", "4: ERROR: an exception that"),
    "an unclosed fence": ("# B\n\n```python\none = 1\n", "3: ERROR: this fence is never closed"),
    "no snippet": ("# B\n", "1: ERROR: expected at least one snippet"),
    "an unknown fence": ("# B\n\n```py\none = 1\n```\n", "3: ERROR: unknown fence name 'py'"),
    "an unknown directive": (
        PAGE.format(title="B", source="1 + 1", result="2") + "\n```{nonsense}\n```\n",
        "10: WARNING: Unknown directive type: 'nonsense'",
    ),
    "a fence that Sphinx does not see": (
        PAGE.format(title="B", source="1 + 1", result="2") + "\n<!--\n```python\nhidden = 1\n```\n-->\n",
        "11: ERROR: Sphinx sees 1 fences in this page, the reader 2",
    ),
    "an exercise whose starter passes": (
        "# B\n" + EXERCISE.format(number=0),
        "30: ERROR: expected an AssertionError with a message of this check on the starter, which passes",
    ),
    "an exercise without a hint": (
        "# B\n" + re.sub(r"### Hint.*(?=### Check)", "", EXERCISE.format(number=1), flags=re.S),
        "3: ERROR: expected 1 to 3 sections Hint in this exercise, got 0",
    ),
    "an exercise that the reader does not see": (
        "# B\n" + EXERCISE.format(number=1).replace("## Exercise: count to 1", "Exercise: count to 1\n---"),
        "1: ERROR: Sphinx sees 1 exercises in this page, the reader 0",
    ),
    "an exercise with a section that the reader does not see": (
        "# B\n" + EXERCISE.format(number=1).replace("The task.\n", "The task.\n\nOther\n---\n\nText.\n"),
        "3: ERROR: Sphinx sees other sections here than the reader; expected 2 hints, check, solution",
    ),
    "a fence that the reader does not see": (
        PAGE.format(title="B", source="1 + 1", result="2") + "\n```{include} ../_more.md\n```\n",
        "1: ERROR: Sphinx sees 2 fences in this page, the reader 1",
    ),
}


def test_broken_chapters_break_every_build_until_they_are_mended(guide: Guide) -> None:
    guide.write("_more.md", "```python\nmore = 1\n```\n")
    for number, (text, _) in enumerate(BROKEN.values()):
        guide.write(f"broken/{number}.md", text)
    for _ in "twice":
        built = guide.build()
        assert built.returncode != 0
        errors = [line for line in built.stderr.splitlines() if re.search("(ERROR|WARNING): ", line)]
        for number, (_, message) in enumerate(BROKEN.values()):
            (error,) = [line for line in errors if f"broken/{number}.md:" in line]
            assert f"docs/broken/{number}.md:{message}" in error
        assert "Traceback (most recent call last):\n" not in built.stderr
    for number in range(len(BROKEN)):
        guide.write(f"broken/{number}.md", PAGE.format(title="B", source="1 + 1", result="2"))
    mended = guide.build()
    assert (mended.returncode, mended.stderr) == (0, "")


def test_junk_in_docs_is_named(guide: Guide) -> None:
    (guide.docs / "part/junk.md").write_bytes(bytes(range(256)))
    (guide.docs / "part/junk.bin").write_bytes(bytes(range(256)))
    built = guide.build()
    assert built.returncode != 0
    assert "part/junk.md:1: ERROR: expected UTF-8 text" in built.stderr
    assert "junk.bin" not in built.stderr
    assert "Traceback" not in built.stderr, built.stderr
