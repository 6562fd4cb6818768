"""Draw the tables of the shop: `python -m tests.pictures` writes docs/_pictures/shop.svg.

In: the metadata of `examples/shop.py`. Out: an SVG that takes its colours from the page. Paracelsus describes
the tables in the language of Graphviz, and Graphviz (npm's @viz-js/viz) draws them.
"""

import re
import subprocess
from pathlib import Path

from paracelsus.transformers.dot import Dot

from examples.shop import Base

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs/_pictures/shop.svg"
DRAW = """
import { instance } from "@viz-js/viz";
let dot = "";
for await (const piece of process.stdin) dot += piece;
process.stdout.write((await instance()).renderString(dot, { format: "svg" }));
"""
TITLE = "The tables of the shop"
# Whatever Graphviz colours, by the colours of the page.
COLOURS = (
    (r'fill="(white|lightblue)"( stroke="\w+")?', 'fill="none"'),
    (r'stroke="(black|transparent)"', 'stroke="currentColor"'),
    (r'font-family="[^"]*" ', ""),
    (r'<text xml:space="preserve"( fill="\w+")?', '<text fill="currentColor"'),
    (r'fill="black"', 'fill="currentColor"'),
)


def described() -> str:
    """What the picture shows, for those who can't see it."""
    sentences = []
    for table in Base.metadata.sorted_tables:
        keys = [f"{key.parent.name} points at {key.column.table.name}" for key in table.foreign_keys]
        columns = ", ".join(column.name for column in table.columns)
        sentences.append(f"{table.name} has {columns}" + "".join(f"; {key}" for key in sorted(keys)) + ".")
    return " ".join(sentences)


def draw() -> str:
    """The picture."""
    dot = Dot(metaclass=Base.metadata, column_sort="preserve-order")
    dot.graph.set("bgcolor", "transparent")
    for part in [*dot.graph.get_nodes(), *dot.graph.get_edges()]:
        part.set("fontname", "Helvetica")
    for edge in dot.graph.get_edges():
        # Paracelsus takes a part of a primary key for unique.
        if len(Base.metadata.tables[edge.get_destination()].primary_key) > 1:
            edge.set("arrowhead", "crow")
    source = str(dot).replace("Primary Key", "PK").replace("Foreign Key", "FK").replace("Unique", "UQ")
    node = next((ROOT / ".venv/bin").glob("node"))
    ran = subprocess.run(
        [node, "--input-type=module", "-e", DRAW], input=source, capture_output=True, text=True, check=True, cwd=ROOT
    )
    body = ran.stdout.partition("<g id")[2]
    box = re.search(r'viewBox="([^"]+)"', ran.stdout)
    assert box, ran.stdout
    svg = f"<g id{body}"
    svg = re.sub(r"<title>.*?</title>\n|<!--.*?-->\n", "", svg)
    svg = re.sub(r'<g id="[^"]*" class="(graph|node|edge)"', "<g", svg)
    for old, new in COLOURS:
        svg = re.sub(old, new, svg)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box[1]}" class="picture wide" role="img" '
        'aria-labelledby="shop-title shop-desc">\n'
        f'<title id="shop-title">{TITLE}</title>\n<desc id="shop-desc">{described()}</desc>\n'
    )
    return f"{head}{svg.rstrip()}\n"


if __name__ == "__main__":
    TARGET.write_text(draw(), encoding="utf-8")
