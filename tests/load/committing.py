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
from services.plumbing import wire
from services.plumbing.addresses import command_subject
from tests.load.bus_connection import message, open_bus
from tests.load.knocking import LONGEST
from tests.scenario import STREET

_HEARD = """
SELECT position, extract(epoch FROM pg_xact_commit_timestamp(xmin))::float8 AS committed
FROM heard WHERE room = 'petitions' AND log = $1 AND position = ANY ($2)
"""
SUBJECT = command_subject("petitions", SecurePremises.__name__)
_ANY = b"00000000-0000-4000-8000-000000000000"
"""Stands where a command's id will."""
_PATIENCE = 10.0


async def commit(what: dict[str, Any]) -> dict[str, Any]:
    """Commands one after the other; none is ever delayed by another."""
    officers = cycle([_officer(UUID(int=n + 1)) for n in range(what["people"])])
    bodies = [SecurePremises.model_validate_json(each) for each in what["commands"]]
    letters = cycle([_letter(*each) for each in zip(bodies, officers, strict=False)])
    rate, many = what["rate"], int(min(what["seconds"], LONGEST) * what["rate"])
    bus = await open_bus(what["bus"])
    begun, by_the_clock, cpu = time.perf_counter(), time.time(), time.process_time()
    for number in range(many):
        if (early := begun + number / rate - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        bus.ask(SUBJECT, next(letters).replace(_ANY, str(uuid7()).encode()), number)
    await bus.answered(many, _PATIENCE)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    bus.close()
    committed = await _committed(what["database"], list(bus.positions.values()))
    latencies = [
        committed.get(position, inf) - (by_the_clock + number / rate)
        for number, position in bus.positions.items()
    ]
    return {
        "count": many,
        "seconds": seconds,
        "cpu": cpu,
        "latencies": [*latencies, *[inf] * (many - len(latencies))],
        "statuses": {200: len(latencies), 503: many - len(latencies)},
    }


def _letter(command: SecurePremises, who: Principal) -> bytes:
    """Its headers and body as the gateway writes them; the id is put in when it is sent."""
    letter = wire.written(Ask(command=command, command_id=UUID(_ANY.decode()), principal=who))
    return message(letter.headers, letter.body)


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
    print(json.dumps(uvloop.run(commit(json.load(sys.stdin)))))
