"""Is what the street shows what its logs say? Cards, sums, statistics against a fresh rebuild."""

from collections import Counter

import asyncpg

from services.gateway.http.words import EVENTS
from services.gateway.projector import Projector
from services.gateway.readmodels.every import every as models
from services.gateway.rebuilding import Rebuilding
from services.gateway.waiting import Tide
from tests.walk.client import Client
from tests.walk.logs import events, opened
from tests.walk.people import OFFICER
from tests.walk.town import ROOMS, Town

_CELLS = """
SELECT log, cell, n FROM cell WHERE projection = $1 AND version = $2 ORDER BY log, cell
"""
_COPIED = "SELECT room, position, event_id, body FROM heard ORDER BY room, position"


async def read_models_are_as_rebuilt(town: Town) -> None:
    """A build beside the live one, folded from the first event on, differs in nothing."""
    pool = await asyncpg.create_pool(town.database("gateway"), min_size=1, max_size=3)
    try:
        projector = Projector(pool, models, EVENTS, Tide())
        rebuilding = Rebuilding(pool, models, projector)
        for model in models:
            fresh = await rebuilding.rebuild(model.name, switch=False)
            assert (fresh.missing, fresh.extra, fresh.different) == (0, 0, 0), fresh
            shown = await pool.fetch(_CELLS, model.name, fresh.before)
            anew = await pool.fetch(_CELLS, model.name, fresh.version)
            assert [*map(tuple, shown)] == [*map(tuple, anew)], model.name
            await rebuilding.forget(model.name, fresh.version)
    finally:
        await pool.close()


async def the_copy_is_the_logs(town: Town) -> None:
    """What the gateway keeps of the events is what the rooms have, byte for byte."""
    async with opened(town, "gateway") as connection:
        copied = [tuple(row) for row in await connection.fetch(_COPIED)]
    logged = []
    for room in sorted(ROOMS):
        async with opened(town, room) as connection:
            rows = await connection.fetch(
                "SELECT position, event_id, body FROM event ORDER BY position"
            )
        logged += [(room, *row) for row in rows]
    assert copied == logged


async def statistics_are_counts_of_the_log(town: Town, client: Client) -> None:
    """What is counted on the screen, counted once more from the events themselves."""
    told: Counter[str] = Counter()
    for room in ROOMS:
        told.update(event["type"] for event in await events(town, room))
    headline = await client.see(OFFICER, "statistics/headline")
    assert headline["received"] == told["PetitionRegistered"]
    problems = await client.see(OFFICER, "statistics/problem-list")
    assert problems["count"] == told["PetitionRegistered"]
    supply = await client.see(OFFICER, "statistics/demand-and-supply")
    assert (supply["placed"], supply["approved"]) == (told["OrderPlaced"], told["OrderApproved"])
    assert len(await client.every(OFFICER, "petitions")) == told["PetitionRegistered"]
    assert len(await client.every(OFFICER, "orders")) == told["OrderPlaced"]
    disputes = await client.every(OFFICER, "disputes")
    triaged = [each for each in disputes if each["status"] == "triaged"]
    assert len(disputes) == told["DisputeReported"]
    assert len(triaged) == told["DisputeTriaged"]
