"""Hold a record against what the chapter promises.

In: a `Page` and its `Record`. Out: a `Failure` for each promise that the run did not keep, and for
each result that the chapter keeps back; `report` makes one unified diff of them.
"""

import difflib
import re
from dataclasses import dataclass

from livefence.page import Page, Slot, Snippet
from livefence.record import Record, sql
from livefence.run import TRACEBACK, Outcome, sql_text

__all__ = ["Failure", "check", "difference", "matches", "report", "truth"]


ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}")


@dataclass(frozen=True)
class Failure:
    """One difference between a chapter and its run.

    `line` is the first line that differs. `slot` is the place where the `truth` belongs, the lines
    of the true result; without a slot no accepting mends the chapter, and `message` says what does.
    """

    line: int
    message: str
    slot: Slot | None = None
    truth: tuple[str, ...] = ()


def check(page: Page, record: Record) -> list[Failure]:
    """All that differs on a page, from its top to its end; an empty list if the page is true."""
    failures: list[Failure] = []
    for snippet, outcomes in zip(page.snippets, record.outcomes, strict=True):
        if snippet.skip:
            continue
        for example, outcome in zip(snippet.examples, outcomes, strict=False):
            if outcome.error and not example.raises:
                shown = example.result if example.result and example.result.lines and snippet.kind == "pycon" else None
                line = first_difference(shown, outcome.text) if shown else example.line
                return [*failures, unexpected(snippet, line, outcome)]
            if example.raises and not outcome.error:
                failures.append(Failure(example.line, f"expected the exception shown, got {outcome.text!r}"))
                continue
            if example.result:
                failures += compare(example.result, outcome.text, "result" if snippet.kind == "pycon" else "output")
            elif outcome.text:
                failures.append(missing_output(page, snippet, outcome.text))
        if len(outcomes) < len(snippet.examples):
            return [*failures, Failure(snippet.examples[len(outcomes)].line, f"no result: {record.ended}")]
        if snippet.sql:
            failures += compare(snippet.sql, sql_text(sql(outcomes)), "sql")
    if record.ended:
        failures.append(Failure(page.snippets[-1].line, f"after the last snippet: {record.ended}"))
    return failures


def compare(slot: Slot, truth: str, what: str) -> list[Failure]:
    """No failure if a slot holds the true text, else one; `what` is result, output or sql."""
    lines = stable(truth)
    if not truth and what != "result":
        verb = "prints nothing" if what == "output" else "emits no SQL"
        return [Failure(slot.line, f"the snippet {verb}; delete this {what} fence")]
    if "..." in slot.text and not slot.text.replace("...", "").strip():
        return [Failure(slot.line, f"this {what} is only an ellipsis, which checks nothing", slot, lines)]
    if matches(slot.text, truth):
        return []
    verb = "is missing" if not slot.text else "differs" if truth else "is shown, and the snippet gives none"
    return [Failure(first_difference(slot, truth), f"the {what} {verb}", slot, lines)]


def first_difference(slot: Slot, truth: str) -> int:
    """The first line of a slot that differs from the true text, or would have to."""
    wanted, came, same = slot.text.split("\n"), truth.split("\n"), 0
    while same < min(len(wanted), len(came)) and matches(wanted[same], came[same]):
        same += 1
    return slot.line + min(same, max(len(slot.lines) - 1, 0))


def matches(promised: str, truth: str) -> bool:
    """Whether a promise is kept; `...` in it stands for any text, also for none."""
    if promised == truth:
        return True
    return re.fullmatch(".*".join(map(re.escape, promised.split("..."))), truth, re.DOTALL) is not None


def stable(truth: str) -> tuple[str, ...]:
    """The lines of a true result, with an ellipsis for what no two runs share: addresses."""
    return tuple(ADDRESS.sub("0x...", truth).split("\n")) if truth else ()


def missing_output(page: Page, snippet: Snippet, truth: str) -> Failure:
    """A program printed, and the chapter does not show it."""
    prefix, lines = snippet.block.prefix, ["", "```output", *stable(truth), "```"]
    if page.path.endswith(".rst"):
        opening = page.text.split("\n")[snippet.block.opening - 1]
        prefix = opening[: opening.index("..")]
        lines = ["", ".. code-block:: output", "", *(f"   {line}" for line in stable(truth))]
    slot = Slot(snippet.block.end, prefix)
    return Failure(snippet.line, "the program prints, and no output fence follows it", slot, tuple(lines))


def unexpected(snippet: Snippet, line: int, outcome: Outcome) -> Failure:
    """An exception that the chapter does not show. Nothing below it ran."""
    lines = ["an exception that the chapter does not show; the rest of the page did not run"]
    if snippet.kind == "pycon":
        lines.append(f"to show it, write {TRACEBACK.splitlines()[0]!r} as the result")
    return Failure(line, "\n".join(["\n  ".join(lines), *filter(None, [outcome.frames, outcome.error])]))


def truth(page: Page, failures: list[Failure]) -> str:
    """The text of the chapter with every result as the run gave it."""
    return page.rewrite({failure.slot: failure.truth for failure in failures if failure.slot})


def difference(page: Page, failures: list[Failure]) -> str:
    """A unified diff from the chapter to its truth, line numbers those of the chapter."""
    old, new = page.text.splitlines(), truth(page, failures).splitlines()
    names = f"{page.path} as written", f"{page.path} as run"
    return "\n".join(difflib.unified_diff(old, new, *names, lineterm=""))


def report(page: Page, failures: list[Failure]) -> str:
    """What an author reads: each failure with its line, then one diff for the page."""
    heads = [f"{page.path}:{failure.line}: {failure.message}" for failure in failures]
    return "\n".join([*heads, *filter(None, [difference(page, failures)])])
