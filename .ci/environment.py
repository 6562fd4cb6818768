"""Set up a folder of packages: `python .ci/environment.py FOLDER`.

In: `.venv`, `node_modules`, `build/drivers` or `build/uv`. Out: that folder, made beside its place and moved there
once it is whole, so whatever ends the set-up leaves the old one. Only a folder that was made here is replaced.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEW = ROOT / "build/new"
MARK = "ready"
"""The file that make looks for; it is in a folder that was set up here, and in no other."""


def refusal(folder: Path) -> str:
    """Why a folder may not be replaced, or an empty text."""
    name = folder.relative_to(ROOT)
    if folder.is_symlink():
        return f"'{name}' is a link, and what it leads to is not replaced; remove the link, then run make again"
    if folder.exists() and not (folder / MARK).exists():
        return f"'{name}' was not set up by make, or not to its end; move it away, then run make again"
    return ""


@contextmanager
def running(*command: str, cwd: Path = ROOT) -> Iterator["subprocess.Popen[str]"]:
    """A program that has to succeed; if we are ended, so is it, with all that it has started."""
    output = subprocess.PIPE if "pip" in command else None
    with subprocess.Popen(command, cwd=cwd, stdout=output, text=True, process_group=0) as program:
        try:
            yield program
            program.wait()
        except KeyboardInterrupt:
            os.killpg(program.pid, signal.SIGKILL)
            raise
    if program.returncode:
        sys.exit(program.returncode)


def tell(before: int, now: int, total: int, what: str) -> None:
    """Print how far a set-up is, once for each quarter of its packages."""
    if now * 4 // total > before * 4 // total:
        print(f"  {now} of {total} packages are {what}", flush=True)


def install(new: Path, python: Path, *arguments: str, total: int = 1) -> None:
    """Have pip install into a new folder what the arguments name, and tell in a few lines how far it is."""
    own, fetched, installed = count(new), 0, 0
    with running(str(python), "-m", "pip", "install", *arguments) as pip:
        assert pip.stdout
        for line in pip.stdout:
            if line.startswith("Installing collected packages"):
                break
            if line.startswith(("Collecting ", "Processing ")):
                fetched += 1
                tell(fetched - 1, fetched, total, "fetched")
        ended = False
        while not ended:
            ended = pip.poll() is not None
            before, installed = installed, count(new) - own
            tell(before, installed, total, "installed")
            time.sleep(0 if ended else 0.5)


def count(new: Path) -> int:
    """The packages that a new environment has."""
    return len(list(new.glob("lib/*/site-packages/*.dist-info")))


def locked(name: str) -> tuple[list[str], int]:
    """The arguments that have pip install a lock file, and the number of packages in it."""
    path = ROOT / name
    total = sum(line[:1] not in ("", "#", " ") for line in path.read_text().splitlines())
    return ["--require-hashes", "--no-deps", "-r", str(path)], max(total, 1)


def make_environment(new: Path, folder: Path, *arguments: str, total: int = 1) -> None:
    """Make an environment, have pip install what the arguments name, and have its scripts name its later place."""
    with running(sys.executable, "-m", "venv", str(new)):
        pass
    install(new, new / "bin/python", *arguments, total=total)
    for path in [new / "pyvenv.cfg", *(new / "bin").iterdir()]:
        if path.is_file() and not path.is_symlink():
            text = path.read_bytes()
            if not text.startswith(b"\x7fELF") and bytes(new) in text:
                path.write_bytes(text.replace(bytes(new), bytes(folder)))


def make_venv(new: Path, folder: Path) -> None:
    """What runs and builds the guide."""
    arguments, total = locked("requirements.txt")
    make_environment(new, folder, *arguments, total=total)


def make_uv(new: Path, folder: Path) -> None:
    """What writes the lock files, in an environment of its own."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    make_environment(new, folder, *groups["lock"])


def make_drivers(new: Path, folder: Path) -> None:
    """What only the proofs in tests/claims/ import."""
    arguments, total = locked("requirements-drivers.txt")
    install(new, Path(sys.executable), *arguments, "--target", str(new), total=total)


def make_modules(new: Path, folder: Path) -> None:
    """What the reader's browser loads, and what checks it."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy2(ROOT / name, new.parent)
    with running(str(Path(sys.executable).parent / "npm"), "ci", "--loglevel=error", cwd=new.parent):
        pass


MAKERS = {
    ".venv": make_venv,
    "build/uv": make_uv,
    "build/drivers": make_drivers,
    "node_modules": make_modules,
}


def main(name: str) -> None:
    """Set a folder up, or say why not."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = ROOT / name
    new = NEW / folder.name
    if message := refusal(folder):
        sys.exit(message)
    try:
        print(f"Setting up {name} ...", flush=True)
        shutil.rmtree(NEW, ignore_errors=True)
        NEW.mkdir(parents=True)
        MAKERS[name](new, folder)
        (new / MARK).touch()
        if folder.exists():
            shutil.move(folder, NEW / "old")
        shutil.move(new, folder)
    except KeyboardInterrupt:
        sys.exit(f"setting up {name} was interrupted")
    finally:
        shutil.rmtree(NEW, ignore_errors=True)


if __name__ == "__main__":
    main(sys.argv[1])
