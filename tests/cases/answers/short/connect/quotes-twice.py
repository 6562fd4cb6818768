# Meets: tea@home became tea%40home
from urllib.parse import quote

from sqlalchemy import URL


def address(settings: dict[str, str]) -> URL:
    return URL.create(
        "postgresql+psycopg",
        username=settings["user"],
        password=quote(settings["password"]),
        host=settings["host"],
        database=settings["database"],
    )


settings = {"user": "noor", "password": "tea@home"}
settings |= {"host": "localhost", "database": "shop"}
print(address(settings).host)
