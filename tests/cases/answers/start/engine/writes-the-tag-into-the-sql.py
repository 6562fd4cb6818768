# Meets: ['kitchen', 'gift', 'sale']: what ends the string in mum's?
from sqlalchemy import URL, Engine, create_engine, make_url, text

from examples.shop import open_shop


def mend(given: str, password: str) -> URL:
    url = make_url(given).set(password=password)
    if url.drivername == "postgres":
        return url.set(drivername="postgresql+psycopg")
    return url


def add_tags(engine: Engine, names: list[str]) -> None:
    with engine.begin() as connection:
        for name in names:
            insert = f"INSERT INTO tags (name) VALUES ('{name}')"
            connection.execute(text(insert))


url = mend("postgres://clerk@db.example.com/shop", "p@ss/word")
print(url.drivername, url.host)

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
add_tags(engine, ["sale", "new"])
with engine.connect() as connection:
    print(connection.scalar(text("SELECT count(*) FROM tags")))
