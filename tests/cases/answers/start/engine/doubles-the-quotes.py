# Meets: ['kitchen', 'gift', 'sale', "mum's"]: what is :noon to text()?
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
            safe = name.replace("'", "''")
            insert = f"INSERT INTO tags (name) VALUES ('{safe}')"
            connection.execute(text(insert))


url = mend("postgres://clerk@db.example.com/shop", "p@ss/word")
print(url.drivername, url.host)

engine = create_engine("sqlite:///shop.db")
open_shop(engine)
add_tags(engine, ["sale", "new"])
with engine.connect() as connection:
    print(connection.scalar(text("SELECT count(*) FROM tags")))
