"""A page runs alone: nothing of it reaches the next page, and nothing of ours reaches it."""

import os
import select
from pathlib import Path

from livefence.read import parse
from livefence.record import Record, from_plain, record

SPOIL = """\
```python
import builtins
import os
import sys
import threading
import warnings

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.orm import Session

os.environ["SPOILED"] = "yes"
builtins.spoiled = sys.modules["spoiled"] = warnings
warnings.simplefilter("ignore")
sys.path.insert(0, "spoiled")
threading.Thread(target=threading.Event().wait).start()
event.listen(Engine, "begin", lambda connection: print("spoiled"))
session = Session(create_engine("sqlite:///left-open.db"))
session.execute(text("CREATE TABLE t (n INTEGER)"))
print(os.getcwd())
```

```output
...spoil...
```
"""
LOOK = """\
```pycon
>>> import builtins, os, sys, threading, warnings
>>> "SPOILED" in os.environ, hasattr(builtins, "spoiled")
(False, False)
>>> "spoiled" in sys.modules, "spoiled" in sys.path
(False, False)
>>> threading.active_count(), os.listdir()
(1, [])
>>> "pytest" in sys.modules, "sphinx" in sys.modules, "session" in globals()
(False, False, False)
>>> from sqlalchemy import create_engine, text
>>> with create_engine("sqlite://").begin() as connection:
...     connection.execute(text("SELECT 1")).scalar()
1
```
"""


def run(text: str, **options: str) -> Record:
    return record(parse(text, "page.md"), **options)  # type: ignore[arg-type]


def test_nothing_reaches_the_next_page() -> None:
    spoiled = run(SPOIL)
    folder = Path(spoiled.outcomes[0][0].output.strip().splitlines()[-1])
    assert spoiled.ended == ""
    assert not folder.exists()
    seen = run(LOOK)
    shown = [outcome.text for outcome in seen.outcomes[0] if outcome.text]
    assert shown == ["(False, False)", "(False, False)", "(1, [])", "(False, False, False)", "1"]


def test_a_process_that_a_page_started_ends_with_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    run(f"```python\nimport subprocess\nsleeper = subprocess.Popen(['sleep', '60'], stdout=open('{pipe}', 'w'))\n```\n")
    ready, _, _ = select.select([reader], [], [], 20)
    assert ready, "the pipe's writer lives"
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_an_open_session_is_rolled_back_and_its_engine_disposed_of(tmp_path: Path) -> None:
    base = f"```python\nfrom sqlalchemy import create_engine, event, text\nfrom sqlalchemy.orm import Session\n\nengine = create_engine('sqlite:///{tmp_path}/shop.db')\n"
    run(
        f"{base}\n@event.listens_for(engine, 'close')\ndef closed(connection, record):\n    open('{tmp_path}/closed', 'w').close()\n\n"
        "session = Session(engine)\nsession.execute(text('CREATE TABLE t (n INTEGER)'))\nsession.commit()\n"
        "session.execute(text('INSERT INTO t VALUES (1)'))\n```\n"
    )
    assert (tmp_path / "closed").exists()
    left = run(f"{base}print(Session(engine).scalar(text('SELECT count(*) FROM t')))\n```\n")
    assert left.outcomes[0][0].output == "0\n"


def test_a_page_runs_on_another_database(tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path}/other.db"
    text = (
        "```python\nfrom sqlalchemy import create_engine, text\n\n"
        "with create_engine('sqlite://').begin() as connection:\n    connection.execute(text('CREATE TABLE t (n INTEGER)'))\n"
        "with create_engine('sqlite:///another.db').begin() as connection:\n"
        "    connection.execute(text('INSERT INTO t VALUES (1)'))\n"
        "    print(connection.scalar(text('SELECT count(*) FROM t')), connection.engine.url.database)\n```\n"
    )
    for _ in "twice":
        came = run(text, database=other)
        assert came.outcomes[0][0].output == f"1 {tmp_path}/other.db\n"
    assert "no such table" in run(text).outcomes[0][0].error


def test_the_limit_is_one_of_computing_with_time_to_wait() -> None:
    slept = record(parse("```python\nimport time\n\ntime.sleep(1.5)\n```\n", "page.md"), limit=1)
    asleep = record(parse("```python\nimport time\n\ntime.sleep(60)\n```\n", "page.md"), limit=0.2)

    assert slept.ended == ""
    assert asleep.ended.startswith("it did not end within 0.2 s of computing or 1 s in all and was stopped")


def test_a_record_is_plain_values() -> None:
    came = run("```pycon\n>>> 'ä'\n'ä'\n>>> 1 / 0\nTraceback (most recent call last):\n```\n")
    (first, second), *_ = came.outcomes
    assert (first.values, first.output, second.error) == (
        ("'ä'",),
        "'ä'\n",
        "ZeroDivisionError: division by zero",
    )
    assert set(came.versions) == {"SQLAlchemy", "Python", "SQLite"}
    plain = {"path": "p", "snippets": [1], "outcomes": [], "ended": "why", "versions": {}, "files": ["f"]}
    assert from_plain(plain) == Record("p", ((),), "why", {}, ("f",))


def test_the_examples_that_a_page_imports_are_noted() -> None:
    assert run("```python\nfrom examples.shop import Customer\n```\n").files == ("examples/shop.py",)
    assert run("```python\nimport decimal\n```\n").files == ()
