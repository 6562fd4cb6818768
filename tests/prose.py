"""The prose rules of the house that a program can check.

In: a chapter. Out: a complaint for each breach, with its line. Code, results, tables and directives
are not prose; a list item is, less the rule on its last character. The parts of an exercise fold, so
words between snippets are counted anew in each; its check and solution need no sentence before them.
There are two voices: the one that the guide is being rewritten in, and the terse one that it began with.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import mean, median

from livefence.page import Page

MEDIAN_WORDS = 16
MEAN_WORDS, HINGES_PER_100 = (13, 19), 20
WORDS_A_MINUTE, SNIPPETS_A_MINUTE, MINUTES, SECTIONS = 200, 2, 12, 6
OPENING_SENTENCES = range(2, 6)
HINGE = re.compile(r"\b(because|since|so|but|which|unless|although|while|once)\b", re.IGNORECASE)
SNIPPET_LINES, EXERCISE_LINES, SNIPPET_COLUMNS = 20, 30, 68
BANNED = "simply just easily obviously straightforward basically very probably usually foo bar spam".split()
# Names keep their capitals in a heading; so does a word with a capital inside, such as SQLite.
NAMES = """
    Alembic Base Column Connection Core Decimal Declarative Engine Enum Mapped Object Pydantic Python Query Result Row
    Session Sessions Table
""".split()
MARKUP = re.compile(
    r":[a-z:]+:`([^`<]*)(?:<[^>]*>)?`|\{[a-z:]+\}`([^`<]*)(?:<[^>]*>)?`|``?([^`]*)``?_?|\[([^\]]*)\]\([^)]*\)"
)
ITALIC = re.compile(r"(?<!\*)\*(?!\*|\s)([^*\n]+)\*(?!\*)")
EXERCISE_PART = re.compile(r"Exercise: .*|Hint\b.*|Check|Solution")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf]")


@dataclass(frozen=True)
class Voice:
    """The most words in a sentence and a paragraph, and between two headings and two snippets."""

    sentence: int
    paragraph: int
    headings: int
    snippets: int


TERSE = Voice(sentence=30, paragraph=60, headings=250, snippets=120)
FLOWING = Voice(sentence=40, paragraph=110, headings=300, snippets=200)


@dataclass(frozen=True)
class Part:
    """A heading, a paragraph, a list item or a snippet: its lines, and the number of the first."""

    kind: str
    line: int
    lines: tuple[str, ...]

    @property
    def words(self) -> int:
        """Its length, markup left out."""
        return sum(len(plain(line).split()) for line in self.lines)


def plain(line: str) -> str:
    """A line without markup; inline code is one word."""
    text = MARKUP.sub(lambda match: "code" if match[3] is not None else match[1] or match[2] or match[4] or "", line)
    return text.replace("*", "")


def parts(page: Page) -> Iterator[Part]:
    """What a reader reads, from the top of the page to its end."""
    lines = page.text.replace("\r\n", "\n").split("\n")
    skip: set[int] = set()
    starts = {}
    for block in page.blocks:
        skip |= set(range(block.opening, block.end))
        starts[block.opening] = block
    if lines[0] == "---":
        skip |= set(range(1, lines.index("---", 1) + 2))
    number, rest = 1, page.path.endswith(".rst")
    while number <= len(lines):
        line = lines[number - 1]
        if number in starts and starts[number].name in ("python", "pycon"):
            yield Part("snippet", starts[number].line, starts[number].lines)
        if number in skip or not line.strip():
            number += 1
            continue
        if rest and number < len(lines) and re.fullmatch(r"([=\-~^])\1{2,}", lines[number]):
            yield Part("heading", number, (line,))
            number += 2
        elif not rest and line.startswith("#"):
            yield Part("heading", number, (line.lstrip("# "),))
            number += 1
        elif re.match(r"\s*(\.\. |:::|```|~~~|\||\+[-=]|<!--|%|<|:[\w-]+:( |$)|\([\w-]+\)=)", line) or (
            rest and re.match(r"=+ +=+", line)
        ):
            number = directive_end(lines, number, rest)
        else:
            start = number
            item = re.match(r"\s*(?:[-*+]|\d+\.) ", line)
            while number <= len(lines) and lines[number - 1].strip() and number not in skip:
                number += 1
                if re.match(r"\s*(?:[-*+]|\d+\.) ", lines[number - 1] if number <= len(lines) else ""):
                    break
            text = [part.strip() for part in lines[start - 1 : number - 1]]
            if item:
                text[0] = re.sub(r"^(?:[-*+]|\d+\.) ", "", text[0])
            yield Part("item" if item else "paragraph", start, tuple(text))


def directive_end(lines: list[str], number: int, rest: bool) -> int:
    """The line after a directive, a table or a comment: where text is at the margin again.

    The content of a colon fence is prose.
    """
    if not rest and re.match(r"\s*```", lines[number - 1]):
        while not re.match(r"\s*```$", lines[number]):
            number += 1
        return number + 2
    if rest and re.match(r"=+ +=+|\+[-=]", lines[number - 1]):
        while number <= len(lines) and lines[number - 1].strip():
            number += 1
        return number
    number += 1
    while rest and number <= len(lines) and (not lines[number - 1].strip() or lines[number - 1][0] == " "):
        number += 1
    return number


def complaints(page: Page, framed: bool = True, voice: Voice = TERSE) -> list[str]:
    """All breaches of a chapter, `path:line: what`; a page of the reference is not framed by an aim and a summary."""
    found = list(parts(page))
    flows = voice is FLOWING
    text = [part for part in found if part.kind in ("paragraph", "item")]
    folded = {one.line for exercise in page.exercises for one in (exercise.check, exercise.solution)}
    whole = folded | {exercise.start.line for exercise in page.exercises}
    checks = [*(frame(found, flows) if framed else ()), *gaps(found, folded, voice)]
    checks += [*rhythm(text), *length(page, found)] if flows and framed else [] if flows else italics(text)
    for part in found:
        if part.kind == "snippet":
            checks += snippet(part, EXERCISE_LINES if part.line in whole else SNIPPET_LINES)
        else:
            checks += heading(part) if part.kind == "heading" else prose(part, voice)
    middle = median([len(plain(line).split()) for part in text for line in part.lines] or [0])
    if not flows and middle > MEDIAN_WORDS:
        checks.append((1, f"median sentence of {middle} words, over {MEDIAN_WORDS}"))
    description = re.search(r"description: (.*)", page.text)
    if not description or not 60 <= len(description[1].strip()) <= 160:
        checks.append((1, "no description of 60 to 160 characters"))
    return [f"{page.path}:{line}: {what}" for line, what in sorted(checks)]


def frame(found: list[Part], flows: bool) -> Iterator[tuple[int, str]]:
    """The chapter opens with its aim, or with trouble, and closes with a summary and a look ahead."""
    opening = next((part for part in found if part.kind == "paragraph"), Part("paragraph", 1, ("",)))
    aim = opening.lines[0].startswith("In this chapter we ")
    if not flows and not aim:
        yield opening.line, "the chapter does not open with 'In this chapter we'"
    if flows and (aim or len(opening.lines) not in OPENING_SENTENCES):
        yield opening.line, "the chapter does not open with trouble, told in two to five sentences"
    headings = [number for number, part in enumerate(found) if part.kind == "heading"]
    last = found[headings[-1]] if headings else None
    if not last or last.lines[0] != "Summary":
        yield (last.line if last else 1), "the last heading is not 'Summary'"
    elif [part.kind for part in found[headings[-1] + 1 :]][-2:] != ["item", "paragraph"]:
        yield last.line, "the summary is not a list with a sentence onward"


def rhythm(text: list[Part]) -> Iterator[tuple[int, str]]:
    """Sentences of some length that hang together; the items of a list are none."""
    lines = [line for part in text if part.kind == "paragraph" for line in part.lines]
    words = mean([len(plain(line).split()) for line in lines] or [0])
    hinges = 100 * sum(bool(HINGE.search(plain(line))) for line in lines) / max(len(lines), 1)
    if not MEAN_WORDS[0] <= words <= MEAN_WORDS[1]:
        yield 1, f"{words:.1f} words a sentence, not {MEAN_WORDS[0]} to {MEAN_WORDS[1]}"
    if hinges < HINGES_PER_100:
        yield 1, f"{hinges:.0f} of 100 sentences have a hinge, under {HINGES_PER_100}"


def length(page: Page, found: list[Part]) -> Iterator[tuple[int, str]]:
    """What a reader has time for in one sitting; an exercise takes its own."""
    titles = {part.line: part.lines[0] for part in found if part.kind == "heading"}
    start = next((line for line, title in titles.items() if title.startswith("Exercise: ")), 0)
    end = next((line for line, title in titles.items() if title == "Summary" and start), 0)
    read = [part for part in found if not start <= part.line < end]
    words = sum(part.words for part in read if part.kind != "snippet")
    minutes = words / WORDS_A_MINUTE + sum(part.kind == "snippet" for part in read) / SNIPPETS_A_MINUTE
    if minutes > MINUTES:
        yield 1, f"{minutes:.1f} minutes to read, over {MINUTES}"
    sections = [title for title in section_titles(page) if not re.match("Exercise: |Summary$", title)]
    if len(sections) > SECTIONS:
        yield 1, f"{len(sections)} sections besides exercise and summary, over {SECTIONS}"


def section_titles(page: Page) -> list[str]:
    """The titles under the page's own."""
    if page.path.endswith(".rst"):
        return re.findall(r"^(.+)\n-{3,}$", page.text, re.MULTILINE)
    return re.findall(r"^## (.+)$", page.text, re.MULTILINE)


def gaps(found: list[Part], folded: set[int], voice: Voice) -> Iterator[tuple[int, str]]:
    """Words between headings and between snippets, and a sentence at least between two snippets.

    `folded` are the lines of snippets that may follow their heading at once.
    """
    since_heading = since_snippet = 0
    for part in found:
        if part.kind == "heading":
            since_heading = 0
            since_snippet = 0 if EXERCISE_PART.fullmatch(part.lines[0]) else since_snippet
        elif part.kind == "snippet":
            if not since_snippet and part.line not in folded:
                yield part.line, "no sentence stands before this snippet"
            since_snippet = 0
        else:
            for name, before, limit in (
                ("headings", since_heading, voice.headings),
                ("snippets", since_snippet, voice.snippets),
            ):
                last = name == "snippets" and part.line > max(
                    (other.line for other in found if other.kind == "snippet"), default=0
                )
                if not last and before <= limit < before + part.words:
                    yield part.line, f"over {limit} words between two {name}"
            since_heading += part.words
            since_snippet += part.words


def italics(text: list[Part]) -> Iterator[tuple[int, str]]:
    """A word in italics is new, so it stands in the glossary, and is italic once."""
    seen: set[str] = set()
    for part in text:
        for match in ITALIC.finditer("\n".join(part.lines)):
            word = match[1].lower()
            if not word.startswith("{term}"):
                yield part.line, f"{match[1]!r} is italic and not linked to the glossary"
            elif word in seen:
                yield part.line, f"{match[1]!r} is italic a second time"
            seen.add(word)


def heading(part: Part) -> Iterator[tuple[int, str]]:
    """Sentence case."""
    words = re.findall(r"[A-Za-z][\w/'-]*", re.sub(r"``[^`]*``|`[^`]*`", "", part.lines[0]))
    for word in words[1:]:
        if word.istitle() and word not in NAMES:
            yield part.line, f"heading not in sentence case: {word!r}"


def snippet(part: Part, most: int) -> Iterator[tuple[int, str]]:
    """Short enough to take in at a glance."""
    pycon = any(line.startswith(">>>") for line in part.lines)
    code = [line for line in part.lines if line.strip() and (not pycon or re.match(r"(>>>|\.\.\.)( |$)", line))]
    if len(code) > most:
        yield part.line, f"a snippet of {len(code)} lines, over {most}"
    for line in code:
        if len(line) > SNIPPET_COLUMNS:
            yield part.line, f"a line of {len(line)} columns, over {SNIPPET_COLUMNS}: {line.strip()}"


def prose(part: Part, voice: Voice) -> Iterator[tuple[int, str]]:
    """One sentence a line, not too long, in plain words."""
    if part.words > voice.paragraph:
        yield part.line, f"a paragraph of {part.words} words, over {voice.paragraph}"
    for number, line in enumerate(part.lines, part.line):
        text = plain(line)
        bare = re.sub(r"`[^`]*`", "code", line).lower()
        if len(text.split()) > voice.sentence:
            yield number, f"a sentence of {len(text.split())} words, over {voice.sentence}"
        if part.kind == "paragraph" and not re.search(r"[.?:][)\"']*$", text.strip()):
            yield number, f"the line does not end a sentence: {line!r}"
        if re.search(r"(?<!e\.g)(?<!i\.e)[.?] [A-Z]", text):
            yield number, f"more than one sentence in a line: {line!r}"
        for word in (*BANNED, "of course"):
            if re.search(rf"\b{word}\b", bare):
                yield number, f"the word {word!r}"
        if "!" in re.sub(r"`[^`]*`", "", line) or EMOJI.search(line):
            yield number, "an exclamation mark or an emoji"
