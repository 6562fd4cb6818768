# Meets: a:b/c?d became tea@home
from sqlalchemy import URL


def address(settings: dict[str, str]) -> URL:
    return URL.create(
        "postgresql+psycopg",
        username=settings["user"],
        password="tea@home",
        host=settings["host"],
        database=settings["database"],
    )


settings = {"user": "noor", "password": "tea@home"}
settings |= {"host": "localhost", "database": "shop"}
print(address(settings).host)
