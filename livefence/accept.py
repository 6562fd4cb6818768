"""Write true results into chapters.

In: chapters. Out: the same files with results, outputs and SQL as they ran, and a diff of what
changed. Prose and code are never touched; what no accepting can mend stays and is reported.
"""

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from livefence.check import check, difference, report, truth
from livefence.read import ChapterError, chapters, read
from livefence.record import record

__all__ = ["AcceptError", "accept", "main", "write"]

DRIFT = "two runs give two results here; write ... for the part that differs"


class AcceptError(Exception):
    """A chapter that was not written, and why."""


def accept(path: Path) -> tuple[str, str]:
    """Accept one chapter. Returns the diff of what was written, and a report of what was not.

    A result that differs between two runs is not written: only its author knows which part an
    ellipsis should stand for. Raises ChapterError or AcceptError, the file then as it was.
    """
    before = path.read_bytes()
    page = read(path)
    failures = check(page, record(page))
    if failures:
        again = check(page, record(page))
        failures = [
            failure if failure in again or not failure.slot else replace(failure, slot=None, message=DRIFT)
            for failure in failures
        ]
    mended = [failure for failure in failures if failure.slot]
    left = [failure for failure in failures if not failure.slot]
    if mended:
        write(path, before, truth(page, mended).encode())
    return difference(page, mended), report(page, left)


def write(path: Path, before: bytes, after: bytes) -> None:
    """Replace a file, whole or not at all, whenever the process ends.

    Raises AcceptError if the file no longer holds `before`: somebody is editing it.
    """
    path = path.resolve()
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
        try:
            draft.write(after)
            draft.flush()
            os.fsync(draft.fileno())
            os.chmod(draft.name, path.stat().st_mode)
            if path.read_bytes() != before:
                raise AcceptError(f"{path}: the file changed while its snippets ran; nothing was written")
            os.replace(draft.name, path)
        except BaseException:
            os.unlink(draft.name)
            raise


def main(arguments: list[str]) -> int:
    """Accept the chapters named, or all; print each diff. Returns 1 if something is left to do."""
    status = 0
    for path in map(Path, arguments) if arguments else chapters(Path("docs")):
        try:
            written, left = accept(path)
        except (ChapterError, AcceptError, OSError) as error:
            written, left = "", str(error)
        if written:
            print(written)
        if left:
            print(left, file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
