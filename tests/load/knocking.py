"""A client that keeps so many connections busy: a process of its own, bounded in count and time.

    python -m tests.load.knocking < what.json

It is told the requests byte for byte and repeats them in turn; it answers what came of it.
"""

import asyncio
import json
import sys
import time
from base64 import b64decode
from collections import Counter
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import uvloop

from tests.load.http_connection import HttpConnection, open_connection

MOST = 2_000_000
LONGEST = 120.0


@dataclass
class Answers:
    """What came back."""

    latencies: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)


async def knock(what: dict[str, Any]) -> dict[str, Any]:
    """Each connection asks, waits for the answer, asks the next."""
    requests = cycle([b64decode(each) for each in what["requests"]])
    answers = Answers()
    links = [await open_connection(what["port"]) for _ in range(what["connections"])]
    cpu, begun = time.process_time(), time.perf_counter()
    until = begun + min(what["seconds"], LONGEST)

    async def one(link: HttpConnection) -> None:
        while len(answers.latencies) < MOST:
            asked = time.perf_counter()
            if asked >= until:
                return
            status, _ = await link.ask(next(requests))
            answers.latencies.append(time.perf_counter() - asked)
            answers.statuses[status] += 1

    await asyncio.gather(*(one(link) for link in links))
    seconds = time.perf_counter() - begun
    for link in links:
        link.close()
    latencies = answers.latencies
    step = max(1, len(latencies) // 5000)
    return {
        "count": len(latencies),
        "seconds": seconds,
        "cpu": time.process_time() - cpu,
        "latencies": latencies[::step],
        "statuses": dict(answers.statuses),
    }


if __name__ == "__main__":
    print(json.dumps(uvloop.run(knock(json.load(sys.stdin)))))
