"""The pages that were built, and what is live on them."""

import json
import re
from pathlib import Path
from typing import Any

HTML = Path(__file__).parents[2] / "build/html"
ALL = sorted(str(path.relative_to(HTML).with_suffix("")) for path in HTML.rglob("*.html"))


def cells(name: str) -> list[dict[str, Any]]:
    """The cells of a page, none if nothing on it runs."""
    text = (HTML / f"{name}.html").read_text()
    island = re.search(r'<script [^>]*id="cells"[^>]*>(.*?)</script>', text, re.DOTALL)
    found: list[dict[str, Any]] = json.loads(island[1])["cells"] if island else []
    return found


PAGES = [name for name in ALL if cells(name)]
EXERCISES = [
    (name, number - 2)
    for name in PAGES
    for number, cell in enumerate(cells(name))
    if cell["program"].startswith("solution")
]
"""The pages of the exercises, and the numbers of their starters; the check and the solution follow."""
SAMPLE = ["session/flush", "start/engine", "errors/session", "reference/versions", "practice/async"]
"""One page of each kind, for a browser that is slow: a chapter, one in reStructuredText, errors, reference, asyncio."""
