"""The gateway's copy of the events: what history, the event stream and rebuilding read."""

from base64 import b64encode
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import asyncpg
import orjson

from services.gateway.tables import Connection, Pool
from services.kernel.actor import Actor
from services.kernel.record import Stored

COLUMNS = """position, stream, version, event_id, type, schema_version, occurred_at, recorded_at,
    actor_person, actor_role, actor_org, command_id, correlation_id, causation_id, body"""

COPIED = {
    "category": "text",
    "position": "bigint",
    "stream": "text",
    "version": "integer",
    "type": "text",
    "schema_version": "integer",
    "occurred_at": "timestamptz",
    "recorded_at": "timestamptz",
    "event_id": "uuid",
    "command_id": "uuid",
    "correlation_id": "uuid",
    "causation_id": "uuid",
    "body": "bytea",
    "actor_person": "text",
    "actor_role": "text",
    "actor_org": "text",
}
"""What is kept of an event besides its room and log, and as what."""

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
_NAMING = f"""
SELECT {COLUMNS} FROM heard
WHERE room = $1 AND log = $2 AND position <= $3 AND category = ANY ($4)
  AND (stream = $5 OR NOT EXISTS (
      SELECT FROM unnest($6::bytea[]) AS part WHERE position(part IN body) = 0))
ORDER BY position
"""
_ENVELOPES = f"""
SELECT {COLUMNS.replace("body", "''::bytea AS body")} FROM heard
WHERE room = $1 AND log = $2 AND position <= $3 AND category = ANY ($4) AND type = ANY ($5)
ORDER BY position
"""
FOR_EVER = 2**62


def as_json(batch: Iterable[Stored]) -> str:
    """Events as one value: a list of objects with the fields of `COPIED`, the body in base64."""
    return orjson.dumps(
        [dict(zip(COPIED, kept(each), strict=True)) | _body(each) for each in batch]
    ).decode()


def _body(stored: Stored) -> dict[str, str]:
    return {"body": b64encode(stored.body).decode()}


def kept(it: Stored) -> tuple[object, ...]:
    """One event as the columns of `COPIED`."""
    return (
        *(it.category, it.position, it.stream, it.version, it.type, it.schema_version),
        *(it.occurred_at, it.recorded_at, it.event_id, it.command_id, it.correlation_id),
        *(it.causation_id, it.body, it.actor.person, it.actor.role, it.actor.org),
    )


@lru_cache(maxsize=10_000)
def _actor(person: str, role: str, org: str) -> Actor:
    """The same few people sign most events."""
    return Actor(person=person, role=role, org=org)


def stored(log: str, row: asyncpg.Record) -> Stored:
    """A row with `COLUMNS` as the event it keeps."""
    return Stored._make((log, *row[:8], _actor(*row[8:11]), *row[11:]))


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


async def naming(
    connection: Connection | Pool,
    room: str,
    log: str,
    categories: Collection[str],
    stream: str,
    parts: Sequence[str],
    until: int,
) -> list[Stored]:
    """The events of a stream, and those of these categories in which each of some texts stands."""
    texts = [part.encode() for part in parts]
    rows = await connection.fetch(_NAMING, room, log, until, sorted(categories), stream, texts)
    return [stored(log, row) for row in rows]


async def envelopes(
    connection: Connection | Pool,
    room: str,
    log: str,
    categories: Collection[str],
    types: Collection[str],
    until: int,
) -> list[Stored]:
    """Events without what they say."""
    rows = await connection.fetch(_ENVELOPES, room, log, until, sorted(categories), sorted(types))
    return [stored(log, row) for row in rows]
