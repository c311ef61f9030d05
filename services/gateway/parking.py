"""Events that would not fold: what an operator is shown, has tried again, or does without.

A parked event loses nothing: it stands in the copy of the events and in the room's log; only the
cards of its stream wait. Dropping one is for good, is signed, and is kept to when rebuilding.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from services.gateway import builds, heard, tables
from services.gateway.folding import Folding, keys_changed
from services.gateway.hearing import read
from services.gateway.projector import Models, Words
from services.gateway.tables import Build, Connection, Pool
from services.kernel import ReadModel, State

_LIST = """
SELECT projection, version, room, log, stream, position, type, why, parked_at FROM parked
ORDER BY projection, version, room, log, position LIMIT 1000
"""
_OF_STREAM = """
SELECT position, rank FROM parked
WHERE projection = $1 AND version = $2 AND room = $3 AND log = $4 AND stream = $5
ORDER BY position
"""
_STREAMS = "SELECT DISTINCT log, stream FROM parked WHERE projection = $1 AND version = $2"
_UNPARK = """
DELETE FROM parked
WHERE projection = $1 AND version = $2 AND room = $3 AND log = $4 AND position = ANY ($5)
"""
_SHOW = """
SELECT p.position, p.type, p.why, p.parked_at, h.version, h.schema_version, h.occurred_at,
       h.recorded_at, h.actor_role, h.actor_org, length(h.body) AS bytes
FROM parked p JOIN heard h USING (room, log, position)
WHERE p.projection = $1 AND p.version = $2 AND p.log = $3 AND p.stream = $4
ORDER BY p.position
"""
_DROP = """
WITH gone AS (
    DELETE FROM parked WHERE projection = $1 AND room = $2 AND log = $3 AND position = $4
    RETURNING position),
mended AS (
    UPDATE checkpoint SET turn = turn + 1 WHERE projection = $1 AND room = $2 AND log = $3)
INSERT INTO dropped (projection, room, log, position, reason, dropped_by)
SELECT DISTINCT $1, $2, $3, position, $5, $6 FROM gone ON CONFLICT DO NOTHING
"""


class ParkedEvent(State):
    """One event set aside for one build of a read model."""

    projection: str
    version: int
    room: str
    log: str
    stream: str
    position: int
    type: str
    why: str
    parked_at: datetime


class Envelope(State):
    """A parked event as an operator is shown it: everything about it but what it says."""

    position: int
    type: str
    why: str
    parked_at: datetime
    version: int
    schema_version: int
    occurred_at: datetime
    recorded_at: datetime
    actor_role: str
    actor_org: str
    bytes: int


class Parking:
    """What an operator does about parked events."""

    def __init__(self, pool: Pool, models: Models, words: Words) -> None:
        self._pool = pool
        self._models = {model.name: model for model in models}
        self._words = words

    async def list(self) -> Sequence[ParkedEvent]:
        """Everything parked, in the order of the logs."""
        return [ParkedEvent(**dict(row)) for row in await self._pool.fetch(_LIST)]

    async def show(
        self, projection: str, version: int, log: str, stream: str
    ) -> Sequence[Envelope]:
        """What waits on one stream, in order."""
        rows = await self._pool.fetch(_SHOW, projection, version, log, stream)
        return [Envelope(**dict(row)) for row in rows]

    async def retry(self, projection: str, version: int, log: str, stream: str) -> int:
        """Fold a stream's parked events in order, as far as they will go; how many stay parked."""
        model, build = self._models[projection], Build(projection=projection, version=version)
        async with self._pool.acquire() as connection, connection.transaction():
            await builds.lock_one(connection, model.room, log, build)
            of = (projection, version, model.room, log)
            waiting = {
                row["position"]: row["rank"]
                for row in await connection.fetch(_OF_STREAM, *of, stream)
            }
            done = await self._fold(connection, model, build, log, waiting)
            await connection.execute(_UNPARK, *of, done)
            await builds.mended(connection, model.room, log, build)
            return len(waiting) - len(done)

    async def retry_all(self) -> int:
        """Try everything again, as a program does that has just learned new words; what is left."""
        streams: set[tuple[str, int, str, str]] = set()
        for build in await builds.ready(self._pool, self._models.values()):
            for row in await self._pool.fetch(_STREAMS, build.projection, build.version):
                streams.add((build.projection, build.version, row["log"], row["stream"]))
        return sum([await self.retry(*stream) for stream in sorted(streams)])

    async def drop(
        self, projection: str, log: str, position: int, reason: str, dropped_by: str
    ) -> bool:
        """Have a read model do without one event; True when it was parked. Retry the rest then."""
        room = self._models[projection].room
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute("SET LOCAL synchronous_commit = on")
            done = await connection.execute(
                _DROP, projection, room, log, position, reason, dropped_by
            )
        return done != "INSERT 0 0"

    async def _fold(
        self,
        connection: Connection,
        model: ReadModel[Any],
        build: Build,
        log: str,
        waiting: dict[int, int],
    ) -> Sequence[int]:
        """The positions that folded; the rest are left where they are."""
        stored = await heard.these(connection, model.room, log, list(waiting))
        told = [read(self._words[model.room], each) for each in stored]
        keys = [(build, key) for key in keys_changed(model, told)]
        cards = (await tables.cards(connection, log, keys)).get(build, {})
        folding = Folding(model, cards, {})
        done = [
            each.stored.position
            for each in told
            if folding.tell(each, rank=waiting[each.stored.position])
        ]
        changes = folding.changes()
        await tables.save(connection, model.room, log, {build: changes.without_parked()})
        return done
