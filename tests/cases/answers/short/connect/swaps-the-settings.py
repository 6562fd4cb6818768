# Meets: ('till', 'otto', 'psycopg'): which settings did you read?
from sqlalchemy import URL


def address(settings: dict[str, str]) -> URL:
    return URL.create(
        "postgresql+psycopg",
        username=settings["database"],
        password=settings.get("password"),
        host=settings["host"],
        database=settings["user"],
    )


settings = {"user": "noor", "password": "tea@home"}
settings |= {"host": "localhost", "database": "shop"}
print(address(settings).host)
