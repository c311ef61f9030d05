"""The logs behind the door, read where they are stored: what no client can be told wrongly."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import orjson

from tests.walk.town import ROOMS, STREET, Town

type Connection = asyncpg.Connection[asyncpg.Record]


@asynccontextmanager
async def opened(town: Town, database: str) -> AsyncIterator[Connection]:
    """A connection as the database's owner."""
    connection: Connection = await asyncpg.connect(town.database(database), timeout=10)
    try:
        yield connection
    finally:
        await connection.close(timeout=5)


async def heads(town: Town) -> dict[str, int]:
    """How far each room's log has come."""
    found: dict[str, int] = {}
    for room in ROOMS:
        async with opened(town, room) as connection:
            found[room] = await connection.fetchval(
                "SELECT position FROM log_head WHERE log = $1", STREET
            )
    return found


async def events(town: Town, room: str, *types: str) -> list[dict[str, Any]]:
    """A room's events in the order of its log, of some types or of all; bodies as JSON."""
    async with opened(town, room) as connection:
        rows = await connection.fetch(
            "SELECT * FROM event WHERE log = $1 AND (type = ANY ($2) OR $2 = '{}')"
            " ORDER BY position",
            STREET,
            list(types),
        )
    return [{**row, "body": orjson.loads(row["body"])} for row in rows]
