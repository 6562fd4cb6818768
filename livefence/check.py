"""Hold a record against what the chapter promises.

In: a `Page` and its `Record`. Out: a `Failure` for each promise that the run did not keep, and for
each result that the chapter keeps back; `report` makes one unified diff of them. An exercise
promises that its start fails its check with a message of the check, and that its solution passes.
"""

import difflib
import re
from dataclasses import dataclass, replace

from livefence.match import matches, stable
from livefence.page import Exercise, Page, Slot, Snippet
from livefence.record import Record, sql
from livefence.run import TRACEBACK, Outcome, sql_text

__all__ = ["Failure", "check", "difference", "report", "truth"]


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
    failures = check_program(page, record)
    for exercise, (started, solved) in zip(page.exercises, record.exercises, strict=True):
        failures += check_answer(page, exercise, exercise.start, started)
        failures += check_answer(page, exercise, exercise.solution, solved)
    return sorted(failures, key=lambda failure: failure.line)


def check_program(page: Page, record: Record) -> list[Failure]:
    """All that differs in the page's own program."""
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


def check_answer(page: Page, exercise: Exercise, answer: Snippet, came: Record) -> list[Failure]:
    """What is wrong with the start of an exercise, or with its solution, and with the check of it."""
    name = "starter" if answer is exercise.start else "solution"
    shown, told = came.outcomes
    if shown and shown[0].error:
        return [raised(answer.line, f"expected a {name} that runs, got an exception", shown[0])]
    alone = replace(came, outcomes=(shown,), ended="" if shown else came.ended)
    failures = check_program(replace(page, snippets=(answer,)), alone)
    line, expected = exercise.check.line, "expected an AssertionError with a message of this check"
    if shown and came.ended:
        failures.append(Failure(line, f"no result of this check on the {name}: {came.ended}"))
    elif shown and name == "starter":
        if not told[0].error:
            failures.append(Failure(line, f"{expected} on the starter, which passes"))
        elif not asserted(exercise.check, told[0]):
            failures.append(raised(line, f"{expected} on the starter, got another exception", told[0]))
    elif shown and told[0].error:
        found = asserted(exercise.check, told[0])
        got = f"got the message of line {found}" if found else "got an exception"
        outcome = replace(told[0], frames="") if found else told[0]
        failures.append(raised(answer.line, f"expected a solution that passes the check, {got}", outcome))
    return failures


def asserted(check: Snippet, outcome: Outcome) -> int:
    """The line of the check whose assert gave its message, or 0 if the exception is another one."""
    lines = [int(line) for line in re.findall(r"^  File .*, line (\d+)", outcome.frames, re.MULTILINE)]
    own = re.match(r"AssertionError: \S", outcome.error) and check.block.line <= lines[-1] < check.block.end
    return lines[-1] if own else 0


def raised(line: int, message: str, outcome: Outcome) -> Failure:
    """A failure that an exception is, with the frames that belong to the chapter."""
    return Failure(line, "\n".join(filter(None, [message, outcome.frames, outcome.error])))


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
    """The first line of a slot that the true text does not have there, or its last line if the truth goes on."""
    lines = slot.text.split("\n")
    kept = (matches("\n".join([*lines[: number + 1], "..."]), f"{truth}\n") for number in range(len(lines)))
    same = next((number for number, fits in enumerate(kept) if not fits), len(lines))
    return slot.line + min(same, max(len(slot.lines) - 1, 0))


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
    return raised(line, "\n  ".join(lines), outcome)


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
