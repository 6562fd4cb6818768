# Meets: postgresql+psycopg://me:***@db.shop.org: it was me at db.shop.org:99, with app=on
from sqlalchemy import URL, Engine, create_engine, make_url, text

from examples.shop import open_shop


def mend(given: str, password: str) -> URL:
    url = make_url(given)
    name = url.drivername
    if name == "postgres":
        name = "postgresql+psycopg"
    return URL.create(name, url.username, password, url.host)


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
