"""Fold parts of a page away, in elements that open and close without JavaScript.

In: nodes of docutils. Out: a `foldout` around them; the hints, check and solution of an exercise
become one each, so that no table of contents lists them.
"""

from collections.abc import Mapping
from html import escape
from typing import Any

from docutils import nodes

from livefence.exercise import TITLE
from livefence.lex import ChapterError
from livefence.page import Page

__all__ = ["NODES", "fold_exercises", "foldout"]


class foldout(nodes.General, nodes.Element):
    """Something with a `title` that opens: `classes` say what, `open` is how it is first shown.

    That of a snippet's SQL has the number of its `cell`.
    """


class part(nodes.General, nodes.Element):
    """A literal block as the `name` (source or output) of the snippet with the number `cell`."""


class exercise_section(nodes.section):
    """The section of an exercise, whose attribute `exercise` names it among those of the guide."""


def fold_exercises(
    page: Page, docname: str, doctree: nodes.document, literals: Mapping[int, nodes.literal_block]
) -> list[str]:
    """Fold hints, checks and solutions; returns the ids of the exercises' sections, in their order.

    Raises ChapterError where Sphinx sees other sections.
    """
    found = [section for section in doctree.findall(nodes.section) if TITLE.fullmatch(section[0].astext())]
    if len(found) != len(page.exercises):
        expected = f"Sphinx sees {len(found)} exercises in this page, the reader {len(page.exercises)}"
        raise ChapterError(page.path, 1, f"{expected}; write each as a section of its own, not in a directive")
    return [fold_exercise(page, docname, number, section, literals) for number, section in enumerate(found, 1)]


def fold_exercise(
    page: Page, docname: str, number: int, section: nodes.section, literals: Mapping[int, nodes.literal_block]
) -> str:
    """Fold the parts of an exercise, by its number on the page; returns the id of its section."""
    exercise = page.exercises[number - 1]
    parts = [child for child in section if isinstance(child, nodes.section)]
    roles = [*["hint"] * exercise.hints, "check", "solution"]
    blocks = [literals[snippet.line] for snippet in (exercise.start, exercise.check, exercise.solution)]
    if [outer(block) for block in blocks] != [section, *parts[-2:]] or len(parts) != len(roles):
        expected = "Sphinx sees other sections here than the reader"
        raise ChapterError(page.path, exercise.line, f"{expected}; expected {exercise.hints} hints, check, solution")
    for part, role in zip(parts, roles, strict=True):
        title, *content = part.children
        part.replace_self(foldout("", *content, classes=[role], title=title.astext(), open=False))
    name = str(section["ids"][0])
    new = exercise_section("", *section.children, classes=["exercise"], exercise=f"{docname}#{name}")
    section.replace_self(new)
    return name


def outer(node: nodes.Node) -> nodes.Element:
    """The section, or the document, in which a node stands."""
    while not isinstance(node, nodes.section | nodes.document):
        node = node.parent
    return node


def start_foldout(translator: Any, node: foldout) -> None:
    """Start a `details` element, whose first child is its summary; anchors for further ids follow."""
    attributes = {"data-cell": str(node["cell"])} if "cell" in node else {}
    tag, end, anchors = translator.starttag(
        node, "details", "", **attributes, **({"open": ""} if node["open"] else {})
    ).partition(">")
    translator.body.append(f"{tag}{end}<summary>{escape(node['title'])}</summary>{anchors}\n")


def end_foldout(translator: Any, node: foldout) -> None:
    """End it."""
    translator.body.append("</details>\n")


def start_part(translator: Any, node: part) -> None:
    """Start an element that the live cells find by its data."""
    translator.body.append(f'<div data-cell="{node["cell"]}" data-part="{node["name"]}">\n')


def end_part(translator: Any, node: part) -> None:
    """End it."""
    translator.body.append("</div>\n")


def start_exercise(translator: Any, node: exercise_section) -> None:
    """Start a section that has the name of its exercise."""
    translator.section_level += 1
    translator.body.append(translator.starttag(node, "section", **{"data-exercise": node["exercise"]}))


def end_section(translator: Any, node: exercise_section) -> None:
    """End a section."""
    translator.depart_section(node)


def start_section(translator: Any, node: exercise_section) -> None:
    """Start a section as any other."""
    translator.visit_section(node)


def say_title(translator: Any, node: foldout) -> None:
    """Give a fold-out's title, where nothing folds."""
    for child in (paragraph := nodes.paragraph("", node["title"])):
        paragraph.parent = node.parent
        translator.visit_paragraph(paragraph)
        translator.visit_Text(child)
        translator.depart_paragraph(paragraph)


def leave(translator: Any, node: nodes.Node) -> None:
    """Do nothing."""


OTHERS = ("text", "latex", "man")
NODES: dict[type[nodes.Element], dict[str, Any]] = {
    foldout: {"html": (start_foldout, end_foldout), **dict.fromkeys(OTHERS, (say_title, leave))},
    part: {"html": (start_part, end_part), **dict.fromkeys(OTHERS, (leave, leave))},
    exercise_section: {"html": (start_exercise, end_section), **dict.fromkeys(OTHERS, (start_section, end_section))},
}
