# Meets: %41 became A
from sqlalchemy import URL, make_url


def address(settings: dict[str, str]) -> URL:
    password = settings["password"].replace("@", "%40")
    who = f"{settings['user']}:{password}"
    place = f"{settings['host']}/{settings['database']}"
    return make_url(f"postgresql+psycopg://{who}@{place}")


settings = {"user": "noor", "password": "tea@home"}
settings |= {"host": "localhost", "database": "shop"}
print(address(settings).host)
