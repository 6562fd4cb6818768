"""A connection can be lost after the COMMIT was done: the program sees an error, and the row is there.

Between driver and server stands a small proxy that passes a COMMIT on, and then hangs up instead of answering.
"""

import socket
import threading

from sqlalchemy import URL, create_engine, func, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from examples.shop import Base, Tag

DRIVERS = ["postgresql+psycopg"]


def prove(url: URL) -> None:
    direct = create_engine(url)
    Base.metadata.create_all(direct)
    port = proxy(url.host or "127.0.0.1", url.port or 5432)
    engine = create_engine(url.set(host="127.0.0.1", port=port, query={"sslmode": "disable", "gssencmode": "disable"}))
    lost = refused = False
    session = Session(engine)
    session.add(Tag(name="sale 1"))
    try:
        session.commit()
    except OperationalError as error:
        lost = error.connection_invalidated
    session.close()
    with Session(direct) as again:
        written = again.scalar(select(func.count()).select_from(Tag))
        again.add(Tag(name="sale 1"))  # `name` is UNIQUE, so it can be the key that a sale keeps.
        try:
            again.commit()
        except IntegrityError:
            refused = True
    engine.dispose()
    direct.dispose()

    assert (lost, written, refused) == (True, 1, True)


def proxy(host: str, port: int) -> int:
    """Listen on a port for one connection to the server, until a COMMIT was answered; returns that port."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        client, _ = listener.accept()
        server = socket.create_connection((host, port))
        committed = threading.Event()

        def answers() -> None:
            while data := server.recv(65536):
                if committed.is_set():
                    break  # The server has answered, so the COMMIT is done; the client never hears of it.
                client.sendall(data)
            client.shutdown(socket.SHUT_RDWR)
            server.shutdown(socket.SHUT_RDWR)

        threading.Thread(target=answers, daemon=True).start()
        while data := client.recv(65536):
            if b"COMMIT" in data:
                committed.set()
            server.sendall(data)

    threading.Thread(target=serve, daemon=True).start()
    return int(listener.getsockname()[1])
