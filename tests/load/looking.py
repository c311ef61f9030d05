"""A client that asks at a fixed rate and, answered, reads until its own change is shown.

    python -m tests.load.looking < what.json

The time counts from the moment the command was due, so a server that falls behind cannot hide it.
Whoever asked is who looks. What was told to come again is never shown: that takes for ever.
"""

import asyncio
import json
import sys
import time
from base64 import b64decode
from collections import Counter, deque
from itertools import cycle
from math import inf
from typing import Any

import uvloop

from tests.load.http_connection import HttpConnection, header, open_connection, request
from tests.load.knocking import LONGEST


async def look(what: dict[str, Any]) -> dict[str, Any]:
    """Commands on whatever connection is free; none is ever delayed by another."""
    requests = cycle([b64decode(each) for each in what["requests"]])
    port, rate = what["port"], what["rate"]
    open_now = [await open_connection(port) for _ in range(what["connections"])]
    free: deque[HttpConnection] = deque(open_now)
    latencies: list[float] = []
    statuses: Counter[int] = Counter()
    cpu, begun = time.process_time(), time.perf_counter()
    many = int(min(what["seconds"], LONGEST) * rate)

    async def one(due: float) -> None:
        link = free.popleft() if free else await open_connection(port)
        asking = next(requests)
        status, answer = await link.ask(asking)
        if status < 300:
            path = f"/v1/stations/{_id_in(answer)}?after={header(answer, 'position')}"
            seeing = request("GET", path, Authorization=header(asking, "authorization"))
            status, _ = await link.ask(seeing)
        latencies.append(time.perf_counter() - due if status < 300 else inf)
        statuses[status] += 1
        free.append(link)

    async with asyncio.TaskGroup() as group:
        for number in range(many):
            due = begun + number / rate
            if (early := due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            group.create_task(one(due))
    return {
        "count": many,
        "seconds": time.perf_counter() - begun,
        "cpu": time.process_time() - cpu,
        "latencies": latencies,
        "statuses": dict(statuses),
    }


def _id_in(answer: bytes) -> str:
    return str(json.loads(answer[answer.index(b"\r\n\r\n") :])["id"])


if __name__ == "__main__":
    print(json.dumps(uvloop.run(look(json.load(sys.stdin)))))
