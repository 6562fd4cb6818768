# Meets: nothing
from sqlalchemy import URL, Engine, create_engine, make_url, text

from examples.shop import open_shop


def mend(given: str, password: str) -> URL:
    url = make_url(given).set(password=password)
    if url.drivername == "postgres":
        return url.set(drivername="postgresql+psycopg")
    return url


def add_tags(engine: Engine, names: list[str]) -> None:
    insert = text("INSERT INTO tags (name) VALUES (:name)")
    with engine.connect() as connection:
        connection.execute(insert, [{"name": name} for name in names])
        connection.commit()


url = mend("postgres://clerk@db.example.com/shop", "p@ss/word")
print(url.drivername, url.host)

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
add_tags(engine, ["sale", "new"])
with engine.connect() as connection:
    print(connection.scalar(text("SELECT count(*) FROM tags")))
