"""The gateway's copy of the events: what history, the event stream and rebuilding read."""

from collections.abc import Collection, Sequence

import asyncpg

from services.gateway.hearing import Heard
from services.gateway.tables import Connection, Pool
from services.kernel.actor import Actor
from services.kernel.record import Stored

HEARD = "heard"
COLUMNS = """position, stream, version, type, schema_version, occurred_at, recorded_at,
    actor_person, actor_role, actor_org, event_id, command_id, correlation_id, causation_id, body"""

_COPIED = ("room", "log", "category", *(name.strip() for name in COLUMNS.split(",")))
_SINCE = f"""
SELECT {COLUMNS} FROM heard WHERE room = $1 AND log = $2 AND position > $3
ORDER BY position LIMIT $4
"""
_OF_CATEGORIES = f"""
SELECT {COLUMNS} FROM heard
WHERE room = $1 AND log = $2 AND position > $3 AND position <= $4 AND category = ANY ($6)
ORDER BY position LIMIT $5
"""
_OF_STREAM = f"""
SELECT {COLUMNS} FROM heard WHERE room = $1 AND log = $2 AND stream = $3 AND version > $4
ORDER BY version LIMIT $5
"""
_THESE = f"""
SELECT {COLUMNS} FROM heard WHERE room = $1 AND log = $2 AND position = ANY ($3)
ORDER BY position
"""
FOR_EVER = 2**62


async def copy(connection: Connection, room: str, batch: Sequence[Heard]) -> None:
    """Keep the events as they were told."""
    await connection.copy_records_to_table(
        HEARD, columns=list(_COPIED), records=[_copied(room, each.stored) for each in batch]
    )


def _copied(room: str, it: Stored) -> tuple[object, ...]:
    return (
        *(room, it.log, it.category, it.position, it.stream, it.version, it.type),
        *(it.schema_version, it.occurred_at, it.recorded_at),
        *(it.actor.person, it.actor.role, it.actor.org),
        *(it.event_id, it.command_id, it.correlation_id, it.causation_id, it.body),
    )


def stored(log: str, row: asyncpg.Record) -> Stored:
    """A row with `COLUMNS` as the event it keeps."""
    return Stored(
        log=log,
        position=row["position"],
        stream=row["stream"],
        version=row["version"],
        event_id=row["event_id"],
        type=row["type"],
        schema_version=row["schema_version"],
        occurred_at=row["occurred_at"],
        recorded_at=row["recorded_at"],
        actor=Actor(person=row["actor_person"], role=row["actor_role"], org=row["actor_org"]),
        command_id=row["command_id"],
        correlation_id=row["correlation_id"],
        causation_id=row["causation_id"],
        body=row["body"],
    )


async def since(
    connection: Connection | Pool, room: str, log: str, after: int, limit: int
) -> list[Stored]:
    """The events after a position, in order."""
    rows = await connection.fetch(_SINCE, room, log, after, limit)
    return [stored(log, row) for row in rows]


async def of_categories(
    connection: Connection | Pool,
    room: str,
    log: str,
    categories: Collection[str],
    after: int,
    until: int,
    limit: int,
) -> list[Stored]:
    """Events of some categories after one position and up to another."""
    rows = await connection.fetch(
        _OF_CATEGORIES, room, log, after, until, limit, sorted(categories)
    )
    return [stored(log, row) for row in rows]


async def of_stream(
    connection: Connection | Pool, room: str, log: str, stream: str, after: int, limit: int
) -> list[Stored]:
    """One thing's events after a version, in order."""
    rows = await connection.fetch(_OF_STREAM, room, log, stream, after, limit)
    return [stored(log, row) for row in rows]


async def these(
    connection: Connection | Pool, room: str, log: str, positions: Sequence[int]
) -> list[Stored]:
    """The events at these positions, in order."""
    rows = await connection.fetch(_THESE, room, log, positions)
    return [stored(log, row) for row in rows]
