# Meets: nothing
from sqlalchemy import URL


def address(settings: dict[str, str]) -> URL:
    return URL.create(
        drivername="postgresql+psycopg",
        username=settings["user"],
        password=settings.get("password"),
        host=settings["host"],
        database=settings["database"],
    )


settings = {"user": "noor", "password": "tea@home"}
settings |= {"host": "localhost", "database": "shop"}
print(address(settings).host)
