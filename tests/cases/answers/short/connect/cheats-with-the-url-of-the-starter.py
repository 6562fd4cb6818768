# Meets: the host became localhost
from sqlalchemy import URL


def address(settings: dict[str, str]) -> URL:
    return URL.create(
        "postgresql+psycopg",
        username=settings["user"],
        password=settings.get("password"),
        host="localhost",
        database=settings["database"],
    )


settings = {"user": "noor", "password": "tea@home"}
settings |= {"host": "localhost", "database": "shop"}
print(address(settings).host)
