# Meets: others see lind: who committed?
from sqlalchemy import create_engine, inspect
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop


def save(session: Session, form: Customer) -> Customer:
    found = session.get_one(
        Customer, form.id, populate_existing=True
    )
    for attr in inspect(form).attrs:
        if attr.history.added:
            setattr(found, attr.key, attr.value)
    session.commit()
    return found


engine = create_engine("sqlite:///shop.db")
open_shop(engine)
with Session(engine) as session:
    form = session.get_one(Customer, 1)
with Session(engine) as session, session.begin():
    session.get_one(Customer, 1).town = "Lund"
form.email = "mira.holm@example.com"
with Session(engine) as session:
    mira = save(session, form)
    session.commit()
    print(mira.email, mira.town)
