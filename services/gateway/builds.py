"""Builds of read models: which there are, how far each has read, which one readers are shown.

A build belongs to one version of the fold: programs of two versions may run side by side, each
moving the builds it can fold and showing one it can read.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.gateway.tables import Build, Connection, Pool
from services.kernel import ReadModel

COPY = Build(projection="heard", version=0)
"""Whose position is that of the copy of the events. Version 0: no build of a read model."""

_FIRST = """
INSERT INTO build (projection, version, fold, ready)
SELECT projection, 1, fold, true FROM unnest($1::text[], $2::integer[]) AS new (projection, fold)
WHERE NOT EXISTS (SELECT FROM build WHERE build.projection = new.projection)
ON CONFLICT DO NOTHING
"""
_SHOW_FIRST = """
INSERT INTO alias (projection, version)
SELECT projection, max(version) FROM build WHERE projection = ANY ($1) AND ready
GROUP BY projection
ON CONFLICT DO NOTHING
"""
_BEGIN = """
INSERT INTO checkpoint (room, log, projection, version, position)
SELECT $1, $2, projection, version, 0 FROM unnest($3::text[], $4::integer[])
       AS new (projection, version)
ON CONFLICT DO NOTHING RETURNING projection, version
"""
_READY = """
SELECT projection, version FROM build
WHERE ready AND (projection, fold) IN (SELECT * FROM unnest($1::text[], $2::integer[]))
"""
_STANDS = """
SELECT position FROM checkpoint WHERE room = $1 AND log = $2 AND projection = 'heard'
"""
_LOCK_HEARD = f"{_STANDS} FOR UPDATE"
_LOCK = """
SELECT c.projection, c.version, c.position
FROM checkpoint c JOIN build b USING (projection, version)
WHERE c.room = $1 AND c.log = $2 AND b.ready
  AND (b.projection, b.fold) IN (SELECT * FROM unnest($3::text[], $4::integer[]))
FOR UPDATE OF c
"""
_LOCK_ONE = """
SELECT position FROM checkpoint
WHERE room = $1 AND log = $2 AND projection = $3 AND version = $4 FOR UPDATE
"""
_MOVE = """
UPDATE checkpoint SET position = $6, turn = turn + 1, moved_at = clock_timestamp()
WHERE room = $1 AND log = $2 AND position = $5
  AND (projection, version) IN (SELECT * FROM unnest($3::text[], $4::integer[]))
"""
_MENDED = """
UPDATE checkpoint SET turn = turn + 1
WHERE room = $1 AND log = $2 AND projection = $3 AND version = $4
"""
_WIPE = (
    "DELETE FROM card WHERE projection = $1 AND version = $2 AND log = $3",
    "DELETE FROM cell WHERE projection = $1 AND version = $2 AND log = $3",
    "DELETE FROM series WHERE projection = $1 AND version = $2 AND log = $3",
    "DELETE FROM parked WHERE projection = $1 AND version = $2 AND log = $3",
)
_SHOWN = """
SELECT b.version FROM build b LEFT JOIN alias a USING (projection)
WHERE b.projection = $1 AND b.fold = $2 AND b.ready
ORDER BY (b.version = a.version) DESC NULLS LAST, b.version DESC LIMIT 1
"""


class NotBuilt(Exception):
    """This program's version of a read model is still being built."""


class Fenced(Exception):
    """A position moved although it was locked: the tables were changed by hand. Read them again."""


async def first(connection: Connection | Pool, models: Sequence[ReadModel[Any]]) -> None:
    """A first build for every read model that has none: ready at once, it grows as events come."""
    names = [model.name for model in models]
    await connection.execute(_FIRST, names, [model.version for model in models])
    await connection.execute(_SHOW_FIRST, names)


async def ready(connection: Connection | Pool, models: Iterable[ReadModel[Any]]) -> list[Build]:
    """The builds this program folds as events come."""
    rows = await connection.fetch(_READY, *_folds(models))
    return [Build(projection=row["projection"], version=row["version"]) for row in rows]


async def begin(connection: Connection, room: str, log: str, builds: Iterable[Build]) -> None:
    """Position 0 for each build that has none here, and nothing left of what it once showed."""
    names = [(build.projection, build.version) for build in builds]
    rows = await connection.fetch(
        _BEGIN, room, log, [name for name, _ in names], [version for _, version in names]
    )
    for row in rows:
        for statement in _WIPE:
            await connection.execute(statement, row["projection"], row["version"], log)


async def begin_hearing(connection: Connection, room: str, log: str) -> None:
    """Position 0 for the copy of the events where there is none, and no event copied yet."""
    if await connection.fetch(_BEGIN, room, log, [COPY.projection], [COPY.version]):
        await connection.execute("DELETE FROM heard WHERE room = $1 AND log = $2", room, log)


async def stands(connection: Connection | Pool, room: str, log: str) -> int:
    """How far the copy of the events reaches."""
    position: int | None = await connection.fetchval(_STANDS, room, log)
    return position or 0


async def lock_heard(connection: Connection, room: str, log: str) -> int | None:
    """How far the copy of the events reaches; whoever holds this is the one who hears."""
    position: int | None = await connection.fetchval(_LOCK_HEARD, room, log)
    return position


async def lock(
    connection: Connection, room: str, log: str, models: Iterable[ReadModel[Any]]
) -> Mapping[Build, int]:
    """Positions of the builds we fold here, held until the transaction ends."""
    rows = await connection.fetch(_LOCK, room, log, *_folds(models))
    return {
        Build(projection=row["projection"], version=row["version"]): row["position"] for row in rows
    }


async def lock_one(connection: Connection, room: str, log: str, build: Build) -> int:
    """The position of one build, held until the transaction ends."""
    position: int | None = await connection.fetchval(
        _LOCK_ONE, room, log, build.projection, build.version
    )
    if position is None:
        raise Fenced(build)
    return position


async def move(
    connection: Connection, room: str, log: str, builds: Sequence[Build], old: int, new: int
) -> None:
    """Compare and set: every one of them stood at `old`, or the whole batch is undone."""
    names = [build.projection for build in builds]
    versions = [build.version for build in builds]
    done = await connection.execute(_MOVE, room, log, names, versions, old, new)
    if done != f"UPDATE {len(builds)}":
        raise Fenced(done)


async def mended(connection: Connection, room: str, log: str, build: Build) -> None:
    """It was changed below its position: whoever is folding upon what it was folds again."""
    await connection.execute(_MENDED, room, log, build.projection, build.version)


async def shown(connection: Connection | Pool, model: ReadModel[Any]) -> int:
    """The build that readers of this program are shown."""
    version: int | None = await connection.fetchval(_SHOWN, model.name, model.version)
    if version is None:
        raise NotBuilt(model.name)
    return version


def _folds(models: Iterable[ReadModel[Any]]) -> tuple[list[str], list[int]]:
    pairs = [(model.name, model.version) for model in models]
    return [name for name, _ in pairs], [version for _, version in pairs]
