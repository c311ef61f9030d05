"""A client that asks over the bus at a fixed rate: when have the read models committed it?

    python -m tests.load.committing < what.json

What is measured is the way that events go: command, log, bus, read models; no HTTP is in it, at
either end. Each command counts from the moment it was due to the commit of the transaction that
copied its event (`pg_xact_commit_timestamp`), by one clock of one machine. What was refused, or is
not committed in the end, takes for ever.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from itertools import count, cycle
from math import inf
from typing import Any
from uuid import UUID

import asyncpg
import uvloop
from uuid_utils.compat import uuid7

from services.contracts.petitions.commands.registry import SecurePremises
from services.kernel.actor import Grant, Principal
from services.kernel.ask import Ask
from services.kernel.replies import Accepted
from services.plumbing import wire
from services.plumbing.bus import connected
from services.plumbing.logs import speak
from tests.load.knocking import LONGEST
from tests.scenario import STREET

_HEARD = """
SELECT position, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 AS committed
FROM heard WHERE room = 'petitions' AND log = $1 AND position = ANY ($2)
"""
_PATIENCE = 10.0


async def commit(what: dict[str, Any]) -> dict[str, Any]:
    """Commands one after the other; none is ever delayed by another."""
    officers = cycle([_officer(UUID(int=n + 1)) for n in range(what["people"])])
    bodies = cycle([SecurePremises.model_validate_json(each) for each in what["commands"]])
    rate, many = what["rate"], int(min(what["seconds"], LONGEST) * what["rate"])
    due_at: dict[int, float] = {}
    statuses: Counter[int] = Counter()
    async with connected(what["bus"], "gateway") as client:
        cpu, begun = time.process_time(), time.perf_counter()
        by_the_clock = time.time() - begun

        async def one(due: float) -> None:
            asked = Ask(command=next(bodies), command_id=uuid7(), principal=next(officers))
            reply = await wire.ask(client, "petitions", asked, _PATIENCE)
            if isinstance(reply, Accepted):
                due_at[reply.position] = due + by_the_clock
            statuses[200 if isinstance(reply, Accepted) else 503] += 1

        async with asyncio.TaskGroup() as group:
            for number in range(many):
                due = begun + number / rate
                if (early := due - time.perf_counter()) > 0:
                    await asyncio.sleep(early)
                group.create_task(one(due))
        seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    committed = await _committed(what["database"], list(due_at))
    latencies = [committed.get(position, inf) - due for position, due in due_at.items()]
    return {
        "count": many,
        "seconds": seconds,
        "cpu": cpu,
        "latencies": [*latencies, *[inf] * (many - len(latencies))],
        "statuses": dict(statuses),
    }


async def _committed(url: str, positions: list[int]) -> dict[int, float]:
    """When each was, for as many as are within ten seconds."""
    connection = await asyncpg.connect(url)
    try:
        for attempt in count():
            rows = await connection.fetch(_HEARD, STREET, positions)
            if len(rows) == len(positions) or attempt == _PATIENCE * 10:
                return {row["position"]: row["committed"] for row in rows}
            await asyncio.sleep(0.1)
    finally:
        await connection.close()
    raise AssertionError("counting does not end")


def _officer(person: UUID) -> Principal:
    grants = (Grant(role="street_officer", org=STREET),)
    return Principal(person=str(person), street=STREET, grants=grants)


if __name__ == "__main__":
    speak(stream=sys.stderr)
    print(json.dumps(uvloop.run(commit(json.load(sys.stdin)))))
