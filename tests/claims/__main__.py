"""Prove one claim in an empty database: `python -m tests.claims PROOF DRIVER SERVER`.

In: the name of a module beside this one, a SQLAlchemy driver name, and the URL of a server on which databases may be
made. Exit code 0 if the sentence is true there; else the traceback says what came.
"""

import secrets
import sys
from importlib import import_module

from sqlalchemy import create_engine, make_url, text

OWN = {"postgresql": "psycopg", "mysql": "pymysql"}
"""The driver that makes and drops the database, by dialect."""


def main(proof: str, driver: str, server: str) -> None:
    dialect = driver.partition("+")[0]
    url = make_url(server).set(drivername=f"{dialect}+{OWN[dialect]}")
    name = f"claims_{secrets.token_hex(6)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        try:
            import_module(f"tests.claims.{proof}").prove(url.set(drivername=driver, database=name))
        finally:
            connection.execute(text(f"DROP DATABASE {name}{' WITH (FORCE)' * (dialect == 'postgresql')}"))
    engine.dispose()


if __name__ == "__main__":
    main(*sys.argv[1:])
