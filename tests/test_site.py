"""The site as a reader gets it, and what a build does with chapters that are broken or have changed."""

import os
import re
import shutil
import subprocess
import sys
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


class Guide:
    """A small guide in a folder of its own, with the settings and the toolkit of this one."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.docs, self.html = folder, folder / "docs", folder / "build/html"
        for name in ("livefence", "examples", "docs/_static", "docs/_templates", "docs/_inventory"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("conf.py", "requirements.txt", "Makefile"):
            shutil.copy2(ROOT / name, folder)
        (folder / ".venv").symlink_to(sys.prefix)
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
    assert folded.startswith('<details class="sql"><summary>SQL · 3 statements</summary>')
    assert opened.startswith('<details class="sql" open><summary>SQL · 3 statements</summary>')
    assert re.sub(r"<[^>]+>", "", folded).split("\n")[1:4] == ["BEGIN (implicit)", "SELECT 1", "ROLLBACK"]
    assert "SELECT 2" in re.sub(r"<[^>]+>", "", opened)
    assert html.index("highlight-output") < html.index('<details class="sql">') < html.index("An item")
    assert "This snippet does not run here: needs a printer." in html
    assert re.search(r"ran on SQLAlchemy 2\.1\.\d+, Python 3\.\d+\.\d+, SQLite 3\.\d+\.\d+", html)
    assert '<a class="reference external" href="page1.py">Download this chapter as a script</a>' in html
    assert (guide.html / "part/page1.py").read_text().startswith('"""Page 1: the snippets of docs/part/page1.md.')
    assert 'class="sphinx-codeautolink-a" href="https://docs.sqlalchemy.org/en/21/' in html


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
