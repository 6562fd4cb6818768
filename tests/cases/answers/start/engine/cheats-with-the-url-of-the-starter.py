# Meets: postgresql+psycopg://clerk:***@db.example.com/shop: it was me at db.shop.org:99, with app=on
# Same because the parts of a URL that is written down get lost in the same way
from sqlalchemy import URL, Engine, create_engine, make_url, text

from examples.shop import open_shop


def mend(given: str, password: str) -> URL:
    return URL.create(
        "postgresql+psycopg",
        username="clerk",
        password=password,
        host="db.example.com",
        database="shop",
    )


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
