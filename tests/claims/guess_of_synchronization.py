"""An UPDATE of many rows gives a held object a value worked out from its old one, whatever the row has by now."""

from decimal import Decimal

from sqlalchemy import URL, CursorResult, create_engine, update
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

DRIVERS = ["postgresql+psycopg"]
DEARER = update(Item).where(Item.price < 10).values(price=Item.price + 2)


def prove(url: URL) -> None:
    engine = create_engine(url)
    open_shop(engine)

    def raised(how: str, theirs: int) -> tuple[int, int, int]:
        """How many rows were matched, and the price of a cup for 6 before and after it is loaded again.

        Another transaction has set the price to `theirs` in between.
        """
        with Session(engine) as session, Session(engine) as other:
            cup = session.get_one(Item, 2)
            with other.begin():
                other.get_one(Item, 2).price = Decimal(theirs)
            result = session.execute(DEARER, execution_options={"synchronize_session": how})
            assert isinstance(result, CursorResult)
            guess = int(cup.price)
            session.refresh(cup)
            seen = result.rowcount, guess, int(cup.price)
            cup.price = Decimal(6)
            session.commit()
            return seen

    seen = [raised("auto", 20), raised("evaluate", 20), raised("auto", 9), raised("fetch", 9)]
    engine.dispose()

    assert seen == [(0, 8, 20), (0, 8, 20), (1, 8, 11), (1, 8, 11)], seen
