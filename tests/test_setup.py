"""What `make` sets up, refuses and says before it builds, on a machine that is not ours.

The folders have the Makefile and `.ci/`; what a command would run is a script that writes down how it was called.
"""

import hashlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.test_claims import SERVERS

ROOT = Path(__file__).parent.parent
FOLDERS = [".venv", "node_modules", "build/drivers", "build/uv"]
SCRIPT = '#!/bin/sh\necho "$(basename $0) $*" >> {log}\nexit {status}\n'


class Checkout:
    """A folder with what make needs, and tools that only note their calls."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "log"
        shutil.copytree(ROOT / ".ci", folder / ".ci")
        for name in ("Makefile", "requirements.txt", "requirements-drivers.txt", "pyproject.toml", "package-lock.json"):
            shutil.copy2(ROOT / name, folder)
        shutil.copytree(ROOT / "docs/_inventory", folder / "docs/_inventory")

    def script(self, path: str, status: int = 0) -> Path:
        """Make a program that notes its calls and ends with a status."""
        script = self.folder / path
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_text(SCRIPT.format(log=self.log, status=status))
        script.chmod(0o755)
        return script

    def ready(self, *folders: str) -> None:
        """Mark folders as set up."""
        for folder in folders:
            (self.folder / folder).mkdir(parents=True, exist_ok=True)
            (self.folder / folder / "ready").touch()

    def make(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run make."""
        # Nothing of a make that runs these tests: it would pass its flags and variables on.
        own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        return subprocess.run(
            ["make", *arguments],
            cwd=self.folder,
            env={**own, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> str:
        """What was called."""
        return self.log.read_text() if self.log.exists() else ""


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def wheel(folder: Path) -> str:
    """Make a package with a command, and return the line of a lock file that names it."""
    path = folder / "greeter-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("greeter.py", "def main():\n    print('Hello')\n")
        info = "greeter-1.0.dist-info"
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: greeter\nVersion: 1.0\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/entry_points.txt", "[console_scripts]\ngreet = greeter:main\n")
        archive.writestr(f"{info}/RECORD", "")
    return f"./{path.name} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def target(name: str) -> list[str]:
    """How make is asked for a folder; what comes before it is there."""
    return ["-s", "-o", ".venv/ready"] * (name != ".venv") + [f"{name}/ready", f"PYTHON={sys.executable}"]


@pytest.mark.parametrize("name", FOLDERS)
def test_a_link_is_refused_and_its_target_is_whole(checkout: Checkout, tmp_path: Path, name: str) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "kept").touch()
    link = checkout.folder / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(theirs)
    if name != ".venv":
        (checkout.folder / ".venv").symlink_to(sys.prefix)

    made = checkout.make(*target(name))

    assert made.returncode != 0
    assert made.stderr.startswith(f"'{name}' is a link, and what it leads to is not replaced; remove the link")
    assert os.listdir(theirs) == ["kept"]
    assert link.is_symlink()


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_that_make_did_not_set_up_is_refused(checkout: Checkout, name: str) -> None:
    theirs = checkout.folder / name
    theirs.mkdir(parents=True)
    (theirs / "kept").touch()
    if name != ".venv":
        (checkout.folder / ".venv").symlink_to(sys.prefix)

    made = checkout.make(*target(name))

    assert made.returncode != 0
    assert made.stderr.startswith(f"'{name}' was not set up by make, or not to its end; move it away")
    assert os.listdir(theirs) == ["kept"]


def test_a_set_up_that_fails_leaves_what_was_there(checkout: Checkout) -> None:
    checkout.ready(".venv")
    (checkout.folder / ".venv/kept").touch()
    (checkout.folder / "requirements.txt").write_text("./missing-1.0-py3-none-any.whl --hash=sha256:00\n")

    made = checkout.make(*target(".venv"))

    assert made.returncode != 0
    assert "missing-1.0-py3-none-any.whl" in made.stderr
    assert sorted(os.listdir(checkout.folder / ".venv")) == ["kept", "ready"]
    assert os.listdir(checkout.folder / "build") == []


def test_a_set_up_that_is_ended_leaves_what_was_there(checkout: Checkout) -> None:
    checkout.ready(".venv")
    (checkout.folder / ".venv/kept").touch()
    command, environment = [sys.executable, ".ci/environment.py", ".venv"], {**os.environ, "NO_PROXY": "127.0.0.1"}
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/greeter-1.0-py3-none-any.whl"
        (checkout.folder / "requirements.txt").write_text(f"greeter @ {url} --hash=sha256:{'0' * 64}\n")
        running = subprocess.Popen(
            command, cwd=checkout.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert running.stdout
        assert running.stdout.readline() == b"Setting up .venv ...\n"
        assert running.stdout.readline() == b"  1 of 1 packages are fetched\n"
        running.terminate()
        _, message = running.communicate()

    assert message == b"setting up .venv was interrupted\n"
    assert sorted(os.listdir(checkout.folder / ".venv")) == ["kept", "ready"]
    assert os.listdir(checkout.folder / "build") == []


def test_an_environment_works_where_it_stands_and_says_how_far_it_is(checkout: Checkout) -> None:
    checkout.ready(".venv")
    (checkout.folder / ".venv/old").touch()
    (checkout.folder / "requirements.txt").write_text(wheel(checkout.folder))

    made = checkout.make("-s", *target(".venv"))

    assert made.returncode == 0, made.stderr
    assert made.stdout.splitlines() == [
        "Setting up .venv ...",
        "  1 of 1 packages are fetched",
        "  1 of 1 packages are installed",
    ]
    environment = checkout.folder / ".venv"
    assert subprocess.check_output([environment / "bin/greet"], text=True) == "Hello\n"
    activated = subprocess.check_output(
        ["sh", "-c", ". .venv/bin/activate; greet; echo $VIRTUAL_ENV"], cwd=environment.parent
    )
    assert activated.decode().split() == ["Hello", str(environment)]
    assert not (environment / "old").exists()
    texts = [path for path in (environment / "bin").iterdir() if not path.is_symlink()]
    assert [path.name for path in texts if b"build/new" in path.read_bytes()] == []
    assert os.listdir(checkout.folder / "build") == []
    assert checkout.make("-q", ".venv/ready").returncode == 0


@pytest.mark.parametrize("goal", ["html", "lock"])
def test_a_python_that_will_not_do_is_named(checkout: Checkout, goal: str) -> None:
    old = checkout.script("old/python")
    old.write_text('#!/bin/sh\ncase "$2" in *version_info*) exit 1;; esac\n')
    bare = checkout.script("bare/python")
    bare.write_text('#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\n')
    messages = {
        "no-such-python": "Python 3.11 or newer is needed, and 'no-such-python' is missing or does not run; install one",
        str(old): f"Python 3.11 or newer is needed, and '{old}' is older; name another with PYTHON=...",
        str(bare): f"'{bare}' can't make environments: install its venv module (on Debian, python3-venv).",
    }
    for python, message in messages.items():
        made = checkout.make(goal, f"PYTHON={python}")
        assert made.returncode != 0
        assert made.stderr.startswith(message)
        assert len(made.stderr.splitlines()) == 2, made.stderr
        assert not (checkout.folder / "build").exists()


def test_clean_leaves_what_make_did_not_make(checkout: Checkout, tmp_path: Path) -> None:
    checkout.ready(".venv", "build/drivers")
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "ready").touch()
    (checkout.folder / "node_modules").symlink_to(theirs)

    cleaned = checkout.make("clean")

    assert (cleaned.returncode, cleaned.stderr) == (0, "'node_modules' is a link and stays.\n")
    assert (theirs / "ready").exists()
    assert not (checkout.folder / "build").exists()
    assert not (checkout.folder / ".venv").exists()
    (checkout.folder / ".venv").mkdir()
    assert "'.venv' was not set up by make" in checkout.make("clean").stderr
    assert (checkout.folder / ".venv").exists()


def test_all_tests_run_also_where_the_first_fail(checkout: Checkout) -> None:
    checkout.script(".venv/bin/python", status=1)
    checkout.script(".venv/bin/node")
    checkout.ready(".venv", "node_modules")
    built = ["build/inventory/sqlalchemy.inv", "build/inventory/python.inv", "build/site/live/manifest.json"]
    arguments = [argument for name in built for argument in ("-o", name)]

    made = checkout.make("test", *arguments, POSTGRESQL_URL="", MARIADB_URL="")

    assert made.returncode != 0
    assert [line.split()[0] for line in checkout.calls().splitlines()] == ["python", "node"]


@pytest.mark.parametrize("goal", ["test-browser", "check"])
def test_a_missing_browser_is_said_before_anything_runs(checkout: Checkout, goal: str) -> None:
    checkout.script(".venv/bin/python")
    checkout.ready(".venv", "node_modules")

    made = checkout.make(goal, CHROMIUM="no-such-browser")

    assert made.returncode != 0
    assert "is needed" in made.stderr
    assert checkout.calls() == ""


def test_a_port_in_use_is_said_before_the_site_is_built(checkout: Checkout) -> None:
    (checkout.folder / ".venv").symlink_to(sys.prefix)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        made = checkout.make("serve", f"PORT={port}")
    wrong = checkout.make("serve", "PORT=web")

    assert made.returncode != 0
    assert made.stderr.startswith(f"Port {port} is in use; name another: make serve PORT=9000\n")
    assert made.stdout == ""
    assert wrong.stderr.startswith("PORT=web: expected a number from 1 to 65535\n")
    assert os.listdir(checkout.folder / "build") == ["serve.lock"]


def test_a_second_preview_does_not_build_into_the_folder_of_the_first(checkout: Checkout) -> None:
    (checkout.folder / ".venv").symlink_to(sys.prefix)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, ".ci/serve.py", port, "sh", "-c", "echo started; read line"]
    first = subprocess.Popen(command, cwd=checkout.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert first.stdout
    assert first.stdout.readline() == b"started\n"

    second = checkout.make("serve", "PORT=9000")
    first.communicate(b"\n")
    third = subprocess.run([sys.executable, ".ci/serve.py", port], cwd=checkout.folder, check=False)

    assert second.returncode != 0
    assert second.stderr.startswith(f"make serve runs here already: http://127.0.0.1:{port}\n")
    assert second.stdout == ""
    assert third.returncode == 0


def test_a_diff_is_shown_whatever_the_locale(checkout: Checkout) -> None:
    for name in ("livefence", "examples"):
        shutil.copytree(ROOT / name, checkout.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (checkout.folder / ".venv").symlink_to(sys.prefix)
    page = checkout.folder / "page.md"
    page.write_text("```pycon\n>>> 'Malm\\u00f6'\n```\n", encoding="utf-8")

    made = checkout.make("-s", "accept", f"PAGES={page}", LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    assert (made.returncode, made.stderr) == (0, "")
    assert "+'Malmö'" in made.stdout


def test_npm_says_nothing_of_itself() -> None:
    npm = [str(Path(sys.executable).parent / "npm"), "config", "get", "update-notifier"]
    others = {"npm_config_userconfig": os.devnull, "npm_config_globalconfig": "/dev/zero/none"}
    told = subprocess.check_output(npm, cwd=ROOT, env={**os.environ, **others})
    assert told == b"false\n"


def test_the_workflow_runs_the_oldest_python_and_all_proofs() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    workflow = (ROOT / ".github/workflows/ci.yml").read_text()
    oldest, newest = re.findall(r"python: \[\"3\.(\d+)\", \"3\.(\d+)\"\]", workflow)[0]

    assert settings["project"]["requires-python"] == f">=3.{oldest}"
    assert int(newest) > int(oldest)
    for server in SERVERS.values():
        assert f"{server}: " in workflow
