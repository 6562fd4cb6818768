"""A swap on a one-to-one link with delete-orphan inserts first, which a unique key refuses; None and a flush help."""

from sqlalchemy import URL, ForeignKey, create_engine, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

DRIVERS = ["postgresql+psycopg", "mysql+pymysql"]


class Base(DeclarativeBase):
    id: Mapped[int] = mapped_column(primary_key=True)


class Member(Base):
    __tablename__ = "members"
    card: Mapped["Card | None"] = relationship(back_populates="member", cascade="all, delete-orphan")


class Card(Base):
    __tablename__ = "cards"
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"), unique=True)
    member: Mapped[Member | None] = relationship(back_populates="card")


def prove(url: URL) -> None:
    engine = create_engine(url)
    Base.metadata.create_all(engine)
    refused = False
    with Session(engine) as session:
        old, new = Card(), Card()
        member = Member(card=old)
        session.add(member)
        session.commit()
        member.card = Card()
        try:
            session.flush()
        except IntegrityError:
            refused = True
        session.rollback()
        member.card = None
        session.flush()
        member.card = new
        session.commit()
        cards = session.scalars(select(Card)).all()
        kept = list(cards) == [new] and new.member is member
    engine.dispose()

    assert refused
    assert kept
