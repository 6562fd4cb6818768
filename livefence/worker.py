"""Run pages, each in a process of its own.

In: a request, plain values for JSON. Out: the outcomes as plain values, and why the page ended
early, if it did. One process imports SQLAlchemy and stays; for each page it forks a child, which
has a fresh temporary directory, and is ended by the kernel when a snippet exceeds its time limit.
"""

import atexit
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
# Imported once and not by every page: most pages use the first, and its import takes long.
PRELOADED = ("sqlalchemy.dialects.sqlite", "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.postgresql")

WAIT = 5
"""How many times its seconds of computing a snippet may take: others use the machine too, and it may sleep."""


class WorkerError(Exception):
    """The process that runs the pages ended; its own message stands on the terminal above."""


def run_page(request: dict[str, Any]) -> dict[str, Any]:
    """Have a page run and return what came of it.

    The request holds `path`, `text`, `database`, `limit` (seconds for a snippet) and `snippets`:
    lists of `[source, line, kind, raises]`, one for each example. The answer holds `outcomes`
    (one for each example that ran, in order), `ended` (why the rest did not run, or ""),
    `versions` and `files`, those that the page imported from this project.
    """
    server = start(os.getpid())
    assert server.stdin
    assert server.stdout
    with suppress(BrokenPipeError):
        server.stdin.write(json.dumps(request) + "\n")
        server.stdin.flush()
        answer: dict[str, Any] = {"outcomes": [], "files": []}
        for line in server.stdout:
            part = json.loads(line)
            if "outcome" in part:
                answer["outcomes"].append(part["outcome"])
            else:
                answer |= part
            if "status" in part:
                return {**answer, "ended": why(answer.pop("status"), request["limit"])}
    raise WorkerError(f"the process that runs the pages ended with {server.wait()} while it ran {request['path']}")


@cache
def start(_: int) -> "subprocess.Popen[str]":
    """The server of this process; a fork of it, as Sphinx makes them, gets its own."""
    command = [sys.executable, "-m", __name__]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert server.stdin
    atexit.register(server.stdin.close)
    return server


def why(status: int, limit: float) -> str:
    """What a child's exit code says."""
    if status in (-signal.SIGPROF, -signal.SIGALRM):
        limits = f"{limit:g} s of computing or {WAIT * limit:g} s in all and was stopped"
        return f"it did not end within {limits}; if it needs longer, set LIVEFENCE_LIMIT to more seconds"
    return f"it ended the process with exit code {status}" if status else ""


def serve() -> None:
    """Read requests until the end of the input; run each in a child and pass its answers on."""
    from livefence import run

    for name in PRELOADED:
        import_module(name)
    own = set(sys.modules)
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        folder = tempfile.mkdtemp(prefix="livefence-")
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            run_child(run, json.loads(line), folder, own)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)
        print(json.dumps({"status": status, "versions": run.versions()}), flush=True)


def run_child(run: Any, request: dict[str, Any], folder: str, own: set[str]) -> None:
    """Run the page of a request and end the process."""
    os.setpgid(0, 0)
    answers = os.fdopen(os.dup(1), "w")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1):
        os.dup2(null, descriptor)
    os.chdir(folder)
    program = run.Program(request["path"], request["text"], request["database"])
    for examples in request["snippets"]:
        allow(request["limit"])
        for source, line, kind, raises in examples:
            outcome = program.run(source, line, kind)
            print(json.dumps({"outcome": asdict(outcome)}), file=answers, flush=True)
            if outcome.error and not raises:
                break
        else:
            continue
        break
    allow(request["limit"])
    program.close()
    print(json.dumps({"files": files(own)}), file=answers, flush=True)
    os._exit(0)


def allow(limit: float) -> None:
    """Have the kernel end this process when it has computed for these seconds, or taken `WAIT` times as long."""
    signal.setitimer(signal.ITIMER_PROF, limit)
    signal.setitimer(signal.ITIMER_REAL, WAIT * limit)


def files(own: set[str]) -> list[str]:
    """The programs of `examples/` that a page imported, relative to the project."""
    paths = [getattr(module, "__file__", None) for name, module in sys.modules.items() if name not in own]
    return sorted(str(Path(path).relative_to(ROOT)) for path in paths if path and Path(path).is_relative_to(EXAMPLES))


if __name__ == "__main__":
    serve()
