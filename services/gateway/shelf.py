"""The builds of a read model as they are made, shown and thrown away: one row says which is shown.

The build readers were shown before is kept, and goes on hearing: rolling back is the same one row.
"""

from typing import Any

from services.gateway.tables import Build, Connection, Pool
from services.kernel import ReadModel

_LEFT_OVER = "SELECT version, fold FROM build WHERE projection = $1 AND NOT ready"
_NEW = """
INSERT INTO build (projection, version, fold, ready)
SELECT $1, COALESCE(max(version), 0) + 1, $2, false FROM build WHERE projection = $1
RETURNING version
"""
_MADE_READY = """
WITH hearing AS (
    UPDATE checkpoint h SET turn = h.turn + 1 FROM checkpoint c
    WHERE h.projection = 'heard' AND h.room = c.room AND h.log = c.log
      AND c.projection = $1 AND c.version = $2)
UPDATE build SET ready = true WHERE projection = $1 AND version = $2
"""
_SWITCH = """
INSERT INTO alias AS a (projection, version)
SELECT projection, version FROM build WHERE projection = $1 AND version = $2 AND ready
ON CONFLICT (projection) DO UPDATE SET version = excluded.version,
    before = CASE WHEN a.version = excluded.version THEN a.before ELSE a.version END
"""
_ROLLBACK = """
UPDATE alias SET version = before, before = version
WHERE projection = $1 AND before IN
      (SELECT version FROM build WHERE projection = $1 AND fold = $2 AND ready)
RETURNING version
"""
_UNUSED = """
SELECT b.version FROM build b LEFT JOIN alias a USING (projection)
WHERE b.projection = $1 AND b.fold = $2 AND b.ready
  AND b.version IS DISTINCT FROM a.version AND b.version IS DISTINCT FROM a.before
"""
_FORGET = tuple(
    f"DELETE FROM {table} WHERE projection = $1 AND version = $2"
    for table in ("card", "cell", "series", "parked", "checkpoint", "build")
)
_PARKED = "SELECT EXISTS (SELECT FROM parked WHERE projection = $1 AND version = $2)"


async def begun(connection: Connection, model: ReadModel[Any], *, strict: bool) -> Build:
    """A build beside the shown one: one that was left half done goes on if it is sound."""
    going_on: Build | None = None
    for row in await connection.fetch(_LEFT_OVER, model.name):
        left = Build(projection=model.name, version=row["version"])
        spoilt = strict and await connection.fetchval(_PARKED, left.projection, left.version)
        if going_on is None and row["fold"] == model.version and not spoilt:
            going_on = left
        else:
            await forget(connection, left)
    if going_on is not None:
        return going_on
    version: int = await connection.fetchval(_NEW, model.name, model.version)
    return Build(projection=model.name, version=version)


async def cleared(connection: Connection, model: ReadModel[Any]) -> None:
    """Throw away the builds that are neither shown nor the way back: each costs every event."""
    for row in await connection.fetch(_UNUSED, model.name, model.version):
        await forget(connection, Build(projection=model.name, version=row["version"]))


async def ready(connection: Connection, build: Build) -> None:
    """From now on it hears what the shown one hears: a batch that is under way is folded again."""
    await connection.execute(_MADE_READY, build.projection, build.version)


async def switch(connection: Connection | Pool, build: Build) -> bool:
    """Show readers this one; False when it does not exist or is not ready."""
    done = await connection.execute(_SWITCH, build.projection, build.version)
    return done == "INSERT 0 1"


async def rollback(connection: Connection | Pool, model: ReadModel[Any]) -> int | None:
    """Show the one shown before; None when there is none that this program can read."""
    version: int | None = await connection.fetchval(_ROLLBACK, model.name, model.version)
    return version


async def forget(connection: Connection, build: Build) -> None:
    """Throw away a build that is not shown."""
    async with connection.transaction():
        for statement in _FORGET:
            await connection.execute(statement, build.projection, build.version, timeout=600)
