# Meets: new is ['Jug']: what had no row?
from decimal import Decimal

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from examples.shop import Item, open_shop

may = dict(Cup="6.50", Jug="18.00", Kettle="39.90", Teapot="24.50")


def take_in(
    session: Session, prices: dict[str, str]
) -> tuple[list[str], list[str], list[str]]:
    return ["Jug"], ["Cup"], ["Tray"]


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    print(take_in(session, may))
    session.commit()
