"""Serve the site if nothing is in the way: `python .ci/serve.py PORT [COMMAND...]`.

In: a port, and the command that serves there. Out: that command, in place of this process; or one line that says what
is in the way. Without a command it only looks. Two at once would build into the same folder, so a lock keeps one.
"""

import errno
import fcntl
import os
import socket
import sys
from pathlib import Path

LOCK = Path(__file__).parent.parent / "build/serve.lock"


def trouble(port: str) -> str:
    """Why nothing can be served at a port, or an empty text."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port}: expected a number from 1 to 65535"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as error:
            why = "in use" if error.errno == errno.EADDRINUSE else f"not to be had ({error.strerror})"
            return f"Port {port} is {why}; name another: make serve PORT={9000 if port != '9000' else 9001}"
    return ""


def main(port: str, *command: str) -> None:
    """Become the command, which holds the lock until it ends."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit(f"make serve runs here already: {LOCK.read_text()}")
        if message := trouble(port):
            sys.exit(message)
        if command:
            LOCK.write_text(f"http://127.0.0.1:{port}")
            os.set_inheritable(lock.fileno(), True)
            os.execvp(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
