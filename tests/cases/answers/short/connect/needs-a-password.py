# Meets: no password at all became 'a KeyError'
from sqlalchemy import URL


def address(settings: dict[str, str]) -> URL:
    return URL.create(
        "postgresql+psycopg",
        username=settings["user"],
        password=settings["password"],
        host=settings["host"],
        database=settings["database"],
    )


settings = {"user": "noor", "password": "tea@home"}
settings |= {"host": "localhost", "database": "shop"}
print(address(settings).host)
