"""Firefox for Playwright: `python -m tests.browser.firefox ARGUMENTS` starts it with the same arguments.

A hack, and all of it is here. Playwright speaks WebDriver BiDi with Firefox and always asks it for settings of media,
which Firefox ESR 153 does not know: https://w3c.github.io/webdriver-bidi/#command-emulation-setMediaFeaturesOverride
So this stands between the two and says yes to what Firefox refuses. When the ESR knows the command, take it away.
"""

import asyncio
import json
import os
import re
import shutil
import signal
import sys

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

UNKNOWN = "emulation.setMediaFeaturesOverride"
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


def answered(message: str, asked: set[int]) -> str:
    """What Firefox answers, or a yes in place of a no to one of the commands that it does not know."""
    answer = json.loads(message)
    if answer.get("error") == "unknown command" and answer["id"] in asked:
        return json.dumps({"type": "success", "id": answer["id"], "result": {}})
    return message


async def join(near: ServerConnection, address: str) -> None:
    """Carry messages both ways, until one side has enough."""
    asked: set[int] = set()
    async with connect(address, max_size=None) as far:

        async def back() -> None:
            async for message in far:
                await near.send(answered(str(message), asked))
            await near.close()

        async def forth(far: ClientConnection) -> None:
            async for message in near:
                command = json.loads(message)
                if command["method"] == UNKNOWN:
                    asked.add(command["id"])
                await far.send(message)

        returning = asyncio.create_task(back())
        await forth(far)
        returning.cancel()


async def main() -> int:
    """Run Firefox, and tell Playwright our address where Firefox tells its own."""
    program = os.environ.get("FIREFOX") or shutil.which("firefox-esr") or "firefox"
    firefox = await asyncio.create_subprocess_exec(program, *sys.argv[1:], stderr=asyncio.subprocess.PIPE)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, firefox.terminate)
    address = ""

    async def meet(near: ServerConnection) -> None:
        await join(near, address + (near.request.path if near.request else ""))

    async with serve(meet, "127.0.0.1", 0, max_size=None) as server:
        ours = "ws://{}:{}".format(*next(iter(server.sockets)).getsockname())
        assert firefox.stderr
        async for line in firefox.stderr:
            text = line.decode(errors="replace")
            if found := LISTENS.search(text):
                address = found[1]
            sys.stderr.write(text.replace(address, ours) if address else text)
            sys.stderr.flush()
    return await firefox.wait()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
