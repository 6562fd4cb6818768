"""Load a price list of thousands of lines, in few statements, with a progress bar on a terminal.

    python bulk_load.py [PRICES.csv]

Without a file it writes one of its own. The file is UTF-8; lines that are no item are reported and left out.
For PostgreSQL import `insert` from `sqlalchemy.dialects.postgresql`: each dialect has its own upsert.
"""

import csv
import sys
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any

from shop import Base, Item
from sqlalchemy import create_engine, event, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session, sessionmaker
from tqdm import tqdm

BATCH = 500
Row = dict[str, Any]


def write_sample(path: Path, lines: int = 5000) -> None:
    """Write a price list in which some lines are no items, and one item comes twice."""
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(["name", "price"])
        for number in range(1, lines + 1):
            price = {17: "soon", 40: "NaN", 4000: ""}.get(number, f"{number % 90 + 1}.50")
            name = {3000: "Plate 1", 3500: ""}.get(number, f"Plate {number}")
            sheet.writerow([name] if number == 70 else [name, price])


def as_row(line: dict[str, str | None]) -> Row:
    """The row of a line, if the columns can take it; else a ValueError says why not."""
    name, price = line.get("name") or "", line.get("price") or ""
    if not 0 < len(name) <= 100 or not name.isprintable():
        raise ValueError(f"{name!r} is no name")
    try:
        amount = Decimal(price)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount < 10**8 or amount != round(amount, 2):
        raise ValueError(f"{price!r} is no price")
    return {"name": name, "price": amount, "stock": 0}


def read_items(path: Path, refused: list[str]) -> Iterator[Row]:
    """Yield a row for each line; what is wrong with the others goes to `refused`."""
    with path.open(newline="", encoding="utf-8") as file:
        lines = csv.DictReader(file)
        for line in lines:
            try:
                row = as_row(line)
            except ValueError as error:
                refused.append(f"line {lines.line_num}: {error}")
            else:
                yield row


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Cut rows into lists; unlike the whole file, a list of 500 always fits into memory."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield batch


def load(session: Session, rows: Iterable[Row], total: int) -> int:
    """Insert the rows, or take the later price where a name is known; returns how many came."""
    put = insert(Item)
    put = put.on_conflict_do_update(index_elements=[Item.name], set_={"price": put.excluded.price})
    loaded = 0
    # `disable=None` shows the bar only if stderr is a terminal: no bar in log files.
    with tqdm(total=total, unit="row", disable=None) as bar:
        for batch in batches(rows, BATCH):
            session.execute(put, batch)
            loaded += len(batch)
            bar.update(len(batch))
    return loaded


def run(path: Path) -> None:
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    make_session = sessionmaker(engine)
    sent: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *all: sent.append(all[2]))
    refused: list[str] = []
    with path.open(encoding="utf-8") as file:
        total = sum(1 for _ in file) - 1
    # One transaction for all: the list is loaded as a whole or not at all.
    with make_session.begin() as session:
        loaded = load(session, read_items(path, refused), total)
    print(f"{loaded} of {total} lines loaded with {len(sent)} statements")
    for message in refused:
        print("refused", message)
    with make_session() as session:
        print("items in the shop:", session.scalar(select(func.count()).select_from(Item)))
        first = session.scalars(select(Item).where(Item.name == "Plate 1")).one_or_none()
        if first:
            print("Plate 1 costs", first.price)
    engine.dispose()


def main() -> None:
    """Load the file named on the command line, or a sample."""
    if len(sys.argv) > 1:
        run(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder) / "prices.csv"
        write_sample(sample)
        run(sample)


if __name__ == "__main__":
    main()
