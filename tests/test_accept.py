"""Accepting writes true results and nothing else: each case is a chapter before and, below `%%%%%`, after."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from livefence import accept as module
from livefence.accept import DRIFT, AcceptError, accept, main, write
from livefence.read import chapters, parse, read
from tests.mutants import emptied, restored

ROOT = Path(__file__).parent.parent
CASES = sorted((Path(__file__).parent / "cases/accept").iterdir())
CHAPTERS = [path for path in chapters(ROOT / "docs") if read(path).snippets]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_accepts(path: Path, tmp_path: Path) -> None:
    before, _, after = path.read_bytes().partition(b"\n%%%%%\n")
    chapter = tmp_path / path.name
    chapter.write_bytes(before + b"\n")
    _, left = accept(chapter)
    assert left == ""
    assert chapter.read_bytes().decode() == after.decode()
    accept(chapter)
    assert chapter.read_bytes() == after


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_gives_an_emptied_chapter_back(path: Path, tmp_path: Path) -> None:
    page = read(path)
    chapter = tmp_path / path.name
    chapter.write_text(emptied(page))
    assert any(slot.lines for slot in page.slots())
    assert not [slot for slot in read(chapter).slots() if len(slot.lines) > 1]
    _, left = accept(chapter)
    assert [line for line in left.splitlines() if not line.endswith(DRIFT)] == []
    assert restored(page, parse(chapter.read_text(), path.name)) == page.text


def test_leaves_an_unexpected_exception(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chapter = tmp_path / "page.md"
    text = "```pycon\n>>> 1 + 1\n3\n>>> 1 / 0\n>>> 2 + 2\n5\n```\n"
    chapter.write_text(text)
    assert main([str(chapter)]) == 1
    assert chapter.read_text() == text.replace("3", "2", 1)
    shown = capsys.readouterr()
    assert "+2\n" in shown.out
    assert f"{chapter}:4: an exception that the chapter does not show" in shown.err


def test_leaves_what_two_runs_do_not_share(tmp_path: Path) -> None:
    chapter = tmp_path / "page.md"
    text = "```pycon\n>>> import uuid\n>>> uuid.uuid4()\n>>> 1\n```\n"
    chapter.write_text(text)
    diff, left = accept(chapter)
    assert chapter.read_text() == text.replace(">>> 1\n", ">>> 1\n1\n")
    assert "+1\n" in f"{diff}\n"
    assert f"{chapter}:4: two runs give two results here; write ... for the part that differs" in left


def test_names_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    junk, gone = tmp_path / "junk.md", tmp_path / "gone.md"
    junk.write_bytes(b"\xff\xfe\x00junk")
    assert main([str(junk), str(gone)]) == 1
    shown = capsys.readouterr().err.splitlines()
    assert shown[0].startswith(f"{junk}:1: expected UTF-8 text")
    assert str(gone) in shown[1]
    assert junk.read_bytes() == b"\xff\xfe\x00junk"


def test_refuses_a_file_that_changed_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chapter = tmp_path / "page.md"
    chapter.write_text("```pycon\n>>> 1\n```\n")
    check = module.check  # type: ignore[attr-defined]

    def edited(*arguments: object) -> object:
        chapter.write_text("The author's edit.\n")
        return check(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "check", edited)
    with pytest.raises(AcceptError, match=r"page\.md: the file changed while its snippets ran"):
        accept(chapter)
    assert chapter.read_text() == "The author's edit.\n"
    assert os.listdir(tmp_path) == ["page.md"]


def test_keeps_the_mode_and_follows_a_link(tmp_path: Path) -> None:
    chapter, link = tmp_path / "page.md", tmp_path / "link.md"
    chapter.write_text("before")
    chapter.chmod(0o640)
    link.symlink_to(chapter)
    write(link, b"before", b"after")
    assert (chapter.read_text(), chapter.stat().st_mode & 0o777, link.is_symlink()) == ("after", 0o640, True)


def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    chapter = tmp_path / "page.md"
    old, new = b"old\n" * 500_000, b"new\n" * 500_000
    chapter.write_bytes(old)
    loop = (
        "import sys; from pathlib import Path; from livefence.accept import write\n"
        "path, old, new = Path(sys.argv[1]), b'old\\n' * 500_000, b'new\\n' * 500_000\n"
        "while True: write(path, old, new); write(path, new, old); print(flush=True)"
    )
    seen = set()
    for turn in range(8):
        chapter.write_bytes(old)
        child = subprocess.Popen([sys.executable, "-c", loop, str(chapter)], cwd=ROOT, stdout=subprocess.PIPE)
        assert child.stdout
        child.stdout.readline()
        time.sleep(0.003 * turn)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        seen.add(chapter.read_bytes())
    assert seen <= {old, new}
