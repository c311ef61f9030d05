"""A client that asks at a fixed rate while a screen watches: when does it show what was asked?

    python -m tests.load.watching < what.json

The screen is one reader of `GET /v1/events`, which tells an event once it is in the read models.
The time counts from the moment the command was due, so a server that falls behind cannot hide it.
What was refused, or is not shown in the end, takes for ever.
"""

import asyncio
import json
import re
import sys
import time
from base64 import b64decode
from collections import Counter, deque
from itertools import cycle
from math import inf
from typing import Any

import uvloop

from tests.load.http_connection import HttpConnection, header, open_connection
from tests.load.knocking import LONGEST

_SHOWN = re.compile(rb"\nid: petitions:(\d+),")
_PATIENCE = 10.0


class Screen(asyncio.Protocol):
    """Notes when each position of the hall was shown."""

    def __init__(self) -> None:
        self.shown: dict[int, float] = {}
        self.begun = asyncio.Event()
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        text = self._rest + data
        self.begun.set()
        end = 0
        for found in _SHOWN.finditer(text):
            self.shown.setdefault(int(found[1]), now)
            end = found.end()
        self._rest = text[end:][-200:]


async def watch(what: dict[str, Any]) -> dict[str, Any]:
    """Commands on whatever connection is free; none is ever delayed by another."""
    loop = asyncio.get_running_loop()
    requests = cycle([b64decode(each) for each in what["requests"]])
    port, rate = what["port"], what["rate"]
    transport, screen = await loop.create_connection(Screen, "127.0.0.1", port)
    transport.write(b64decode(what["screen"]))
    await screen.begun.wait()
    free = deque([await open_connection(port) for _ in range(what["connections"])])
    due_at: dict[int, float] = {}
    statuses: Counter[int] = Counter()
    cpu, begun = time.process_time(), time.perf_counter()
    many = int(min(what["seconds"], LONGEST) * rate)

    async def one(due: float) -> None:
        link: HttpConnection = free.popleft() if free else await open_connection(port)
        status, answer = await link.ask(next(requests))
        statuses[status] += 1
        if status < 300:
            due_at[int(header(answer, "position").rpartition("/")[2])] = due
        free.append(link)

    async with asyncio.TaskGroup() as group:
        for number in range(many):
            due = begun + number / rate
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            group.create_task(one(due))
    seconds = time.perf_counter() - begun
    until = time.perf_counter() + _PATIENCE
    while not due_at.keys() <= screen.shown.keys() and time.perf_counter() < until:
        await asyncio.sleep(0.01)
    transport.close()
    shown = [screen.shown.get(position, inf) - due for position, due in due_at.items()]
    return {
        "count": many,
        "seconds": seconds,
        "cpu": time.process_time() - cpu,
        "latencies": [*shown, *[inf] * (many - len(shown))],
        "statuses": dict(statuses),
    }


if __name__ == "__main__":
    print(json.dumps(uvloop.run(watch(json.load(sys.stdin)))))
