# Meets: nothing
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, make_url, text

from examples.shop import open_shop


def mend(given: str, password: str) -> URL:
    word = quote(password, safe="")
    url = make_url(given.replace("@", f":{word}@", 1))
    if url.get_backend_name() == "postgres":
        url = url.set(drivername="postgresql+psycopg")
    return url


def add_tags(engine: Engine, names: list[str]) -> None:
    insert = text("INSERT INTO tags (name) VALUES (:name)")
    with engine.begin() as connection:
        for name in names:
            connection.execute(insert, {"name": name})


url = mend("postgres://clerk@db.example.com/shop", "p@ss/word")
print(url.drivername, url.host)

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
add_tags(engine, ["sale", "new"])
with engine.connect() as connection:
    print(connection.scalar(text("SELECT count(*) FROM tags")))
