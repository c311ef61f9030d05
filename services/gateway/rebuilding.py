"""Rebuilding a read model beside the live one: fold, compare, switch one row; readers never wait.

The build readers were shown is kept, and goes on hearing: switching back is the same one row.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from services.gateway import builds
from services.gateway.projector import Models, Projector
from services.gateway.tables import Build, Connection, Pool
from services.kernel import State

_LOCK = "SELECT pg_advisory_lock($1, hashtext($2))"
_UNLOCK = "SELECT pg_advisory_unlock($1, hashtext($2))"
_ALONE = 0x79697A01  # one rebuild of a read model at a time

_HEARD = "SELECT room, log, position FROM checkpoint WHERE projection = 'heard' AND room = $1"
_HOLD = _HEARD + " ORDER BY log FOR UPDATE"
_LEFT_OVER = "SELECT version FROM build WHERE projection = $1 AND NOT ready"
_NEW = """
INSERT INTO build (projection, version, fold, ready)
SELECT $1, COALESCE(max(version), 0) + 1, $2, false FROM build WHERE projection = $1
RETURNING version
"""
_READY = "UPDATE build SET ready = true WHERE projection = $1 AND version = $2"
_SWITCH = """
INSERT INTO alias (projection, version)
SELECT projection, version FROM build WHERE projection = $1 AND version = $2 AND ready
ON CONFLICT (projection) DO UPDATE SET version = excluded.version
"""
_COMPARE = """
SELECT count(*) FILTER (WHERE new.key IS NULL) AS missing,
       count(*) FILTER (WHERE old.key IS NULL) AS extra,
       count(*) FILTER (WHERE (old.card::text, old.stream_version, old.sort, old.tags)
                           <> (new.card::text, new.stream_version, new.sort, new.tags)) AS different
FROM (SELECT * FROM card WHERE projection = $1 AND version = $2) old
FULL JOIN (SELECT * FROM card WHERE projection = $1 AND version = $3) new USING (log, key)
"""
_FORGET = (
    *(
        f"DELETE FROM {table} WHERE projection = $1 AND version = $2"
        for table in ("card", "cell", "series", "parked", "checkpoint", "build")
    ),
)

_PATIENCE = 3600.0  # seconds another gateway may take to build what both need

type Progress = Callable[[str, int, int], None]
"""Told (log, position, head) as a rebuild goes on."""


class RebuildFailed(Exception):
    """An event would not fold: nothing was switched, and nothing is left of the new build."""


class Compared(State):
    """How the cards of a new build differ from those shown before."""

    version: int
    before: int | None
    missing: int = 0
    extra: int = 0
    different: int = 0


class Rebuilding:
    """Builds beside, compares, switches; what an operator or a new program version starts."""

    def __init__(self, pool: Pool, models: Models, projector: Projector) -> None:
        self._pool = pool
        self._models = {model.name: model for model in models}
        self._projector = projector

    async def prepare(self, progress: Progress = lambda *_: None) -> list[str]:
        """Before hearing anything: build what this version of the program folds differently.

        Events that would not fold are parked, as they are when heard. Returns what was built.
        """
        built = []
        for name, model in self._models.items():
            async with self._alone(name) as connection:
                await builds.first(connection, [model])
                if not await builds.ready(connection, [model]):
                    await self._build(connection, name, progress, strict=False)
                    built.append(name)
        return built

    async def rebuild(
        self, name: str, progress: Progress = lambda *_: None, *, switch: bool = True
    ) -> Compared:
        """A new build from the events heard, compared and then shown. Fails on any parked event."""
        async with self._alone(name) as connection:
            return await self._build(connection, name, progress, strict=True, switch=switch)

    async def switch(self, name: str, version: int) -> bool:
        """Show readers another build; False when it does not exist or is not ready."""
        return await self._pool.execute(_SWITCH, name, version) == "INSERT 0 1"

    async def forget(self, name: str, version: int) -> None:
        """Throw away a build that is not shown any more."""
        async with self._pool.acquire() as connection, connection.transaction():
            await _forget(connection, Build(projection=name, version=version))

    async def _build(
        self,
        connection: Connection,
        name: str,
        progress: Progress,
        *,
        strict: bool,
        switch: bool = True,
    ) -> Compared:
        model = self._models[name]
        for row in await connection.fetch(_LEFT_OVER, name):
            async with connection.transaction():
                await _forget(connection, Build(projection=name, version=row["version"]))
        version = await connection.fetchval(_NEW, name, model.version)
        build = Build(projection=name, version=version)
        try:
            parked = await self._fold_all(connection, build, _HEARD, progress)
            async with connection.transaction():
                # Nobody hears while the last events are folded, compared and shown as one.
                parked += await self._fold_all(connection, build, _HOLD, progress)
                if strict and parked:
                    raise RebuildFailed(f"{name}: {parked} events would not fold")
                return await self._show(connection, build, switch)
        except Exception:
            async with connection.transaction():
                await _forget(connection, build)
            raise

    async def _show(self, connection: Connection, build: Build, switch: bool) -> Compared:
        name, version = build.projection, build.version
        before = await connection.fetchval("SELECT version FROM alias WHERE projection = $1", name)
        counts = await connection.fetchrow(_COMPARE, name, before, version, timeout=_PATIENCE)
        await connection.execute(_READY, name, version)
        if switch:
            await connection.execute(_SWITCH, name, version)
        return Compared(version=version, before=before, **dict(counts or {}))

    async def _fold_all(
        self, connection: Connection, build: Build, logs: str, progress: Progress
    ) -> int:
        parked, room = 0, self._models[build.projection].room
        for row in await connection.fetch(logs, room):
            log, head = row["log"], row["position"]
            async with connection.transaction():
                await builds.begin(connection, room, log, [build])

            def told(position: int, log: str = log, head: int = head) -> None:
                progress(log, position, head)

            parked += await self._projector.catch_up(connection, room, log, build, told)
        return parked

    @asynccontextmanager
    async def _alone(self, name: str) -> AsyncIterator[Connection]:
        async with self._pool.acquire() as connection:
            await connection.execute(_LOCK, _ALONE, name, timeout=_PATIENCE)
            try:
                yield connection
            finally:
                await connection.execute(_UNLOCK, _ALONE, name)


async def _forget(connection: Connection, build: Build) -> None:
    for statement in _FORGET:
        await connection.execute(statement, build.projection, build.version)
