# Meets: the Session holds tove: can it take a second?
from sqlalchemy import create_engine, inspect
from sqlalchemy.orm import Session

from examples.shop import Customer, open_shop


def save(session: Session, form: Customer) -> Customer:
    session.add(form)
    return form


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
