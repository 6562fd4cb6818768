"""`make test` goes red for an untrue page, names its line, and says at the end what was checked."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TRUE = "```python\nfrom sqlalchemy import create_engine, text\n\nwith create_engine('sqlite://').connect() as c:\n    print(c.scalar(text('SELECT 1')))\n```\n\n```output\n1\n```\n\n```sql\nBEGIN (implicit)\nSELECT 1\nROLLBACK\n```\n"
SKIP = '\n<!-- skip: next "needs a printer" -->\n\n```pycon\n>>> printer.print()\n```\n'


def pytest_in(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run pytest on the pages of a folder of ours."""
    plugins = ["-p", "livefence.pytest_pages", "-p", "no:cacheprovider", "--rootdir", str(folder)]
    command = [sys.executable, "-m", "pytest", *plugins, *arguments, str(folder / "docs")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_true_pages_are_counted(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "one.md").write_text(TRUE + SKIP)
    (docs / "two.md").write_text(TRUE)
    (docs / "exercise.md").write_text((ROOT / "tests/cases/check/exercise.md").read_text().partition("%%%")[0])
    (docs / "words.md").write_text("---\nsnippets: none\n---\n")
    for arguments in ([], ["-n", "2"]):
        ran = pytest_in(tmp_path, *arguments)
        assert ran.returncode == 0, ran.stdout
        assert (
            "4 pages: 5 snippets ran, 2 results and outputs checked, "
            "6 SQL statements in 2 open fences checked, 6 recorded, 1 exercises" in ran.stdout
        )
        assert "skipped snippets: 1\ndocs/one.md:21: needs a printer\n" in ran.stdout


def test_a_page_without_snippets_is_counted(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/words.md").write_text("---\nsnippets: none\n---\n")
    ran = pytest_in(tmp_path)
    assert ran.returncode == 0, ran.stdout
    assert "1 pages: 0 snippets ran, 0 results and outputs checked" in ran.stdout


def test_an_untrue_page_is_red_with_all_its_lines(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "one.md").write_text(TRUE)
    (docs / "two.md").write_text(TRUE.replace("\n1\n", "\n2\n").replace("ROLLBACK", "COMMIT"))
    (docs / "junk.md").write_bytes(b"\xff\x00")
    (docs / "open.md").write_text("```python\n")
    ran = pytest_in(tmp_path)
    assert ran.returncode == 1
    assert "docs/two.md:9: the output differs\ndocs/two.md:15: the sql differs\n" in ran.stdout
    assert "@@ -6,11 +6,11 @@" in ran.stdout
    assert "docs/junk.md:1: expected UTF-8 text" in ran.stdout
    assert "docs/open.md:1: this fence is never closed" in ran.stdout
    assert "Traceback" not in ran.stdout
    assert "3 failed, 1 passed" in ran.stdout
