"""Rebuilding read models beside the live ones: raise, compare, switch one row; readers never wait.

A new build is raised while the shown one goes on. Then, for a moment in which nobody hears, both
are brought to one position: from there a snapshot compares them, and both hear what follows.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from services.gateway import builds, shelf
from services.gateway.comparing import Compared, compared
from services.gateway.levelling import Pair, Part, alone, by_room, levelled, paired, parts
from services.gateway.projector import Models, Projector
from services.gateway.raising import Progress, Raising, WouldNotFold
from services.gateway.tables import Build, Connection, Pool


class RebuildFailed(Exception):
    """An event would not fold: nothing was switched, and nothing is left of the new build."""


type Raise = Callable[[Sequence[Part], bool, Progress], Awaitable[None]]
"""Raises parts of builds, strictly or not: here, or in processes of their own."""


class Rebuilding:
    """Builds beside, compares, switches; what an operator or a new program version starts."""

    def __init__(
        self, pool: Pool, models: Models, projector: Projector, raise_parts: Raise | None = None
    ) -> None:
        self._pool = pool
        self._models = {model.name: model for model in models}
        self._words = projector.words
        self._raise = raise_parts or self._raise_here

    async def prepare(self, progress: Progress = lambda *_: None) -> list[str]:
        """Before hearing anything: build what this version of the program folds differently.

        Events that would not fold are parked, as they are when heard. Returns what was built.
        """
        wanted = await self._unready(self._pool)
        if not wanted:
            return []
        async with alone(self._pool, wanted) as connection:
            wanted = await self._unready(connection)
            await self._beside(connection, wanted, progress, strict=False, keep=True)
            for name in wanted:
                await self.switch(name)
        return wanted

    async def rebuild(
        self, name: str, progress: Progress = lambda *_: None, *, switch: bool = True
    ) -> Compared:
        """A new build from the events heard, compared and then shown. Fails on any event that
        does not fold."""
        found = await self.rebuild_together([name], progress)
        if switch:
            await self.switch(name, found[name].version)
        return found[name]

    async def rebuild_together(
        self, names: Sequence[str], progress: Progress = lambda *_: None
    ) -> Mapping[str, Compared]:
        """New builds of several, from one reading of the logs; not shown yet."""
        async with alone(self._pool, names) as connection:
            return await self._beside(connection, names, progress, strict=True, keep=True)

    async def diff(
        self, names: Sequence[str], progress: Progress = lambda *_: None
    ) -> Mapping[str, Compared]:
        """What is shown against a replay to the very position it stands at; nothing is kept."""
        async with alone(self._pool, names) as connection:
            found = await self._beside(connection, names, progress, strict=False, keep=False)
            for name, each in found.items():
                await shelf.forget(connection, Build(projection=name, version=each.version))
            return found

    async def switch(self, name: str, version: int | None = None) -> bool:
        """Show readers another build, the newest if none is named; False when there is none."""
        if version is None:
            every = await builds.ready(self._pool, [self._models[name]])
            version = max((build.version for build in every), default=0)
        return await shelf.switch(self._pool, Build(projection=name, version=version))

    async def rollback(self, name: str) -> int | None:
        """Show the build shown before, in one step; None when there is none."""
        return await shelf.rollback(self._pool, self._models[name])

    async def forget(self, name: str, version: int) -> None:
        """Throw away a build that is not shown any more."""
        async with self._pool.acquire() as connection:
            await shelf.forget(connection, Build(projection=name, version=version))

    async def _unready(self, connection: Connection | Pool) -> list[str]:
        every = list(self._models.values())
        await builds.first(connection, every)
        ready = {build.projection for build in await builds.ready(connection, every)}
        return [name for name in self._models if name not in ready]

    async def _beside(
        self,
        connection: Connection,
        names: Sequence[str],
        progress: Progress,
        *,
        strict: bool,
        keep: bool,
    ) -> dict[str, Compared]:
        await builds.first(connection, [self._models[name] for name in names])
        pairs: dict[str, Pair] = {}
        for name in names:
            model = self._models[name]
            if keep:
                await shelf.cleared(connection, model)
            anew = await shelf.begun(connection, model, strict=strict)
            pairs[name] = await paired(connection, model, anew)

        async def here(wanted: Sequence[Part]) -> None:
            await self._raise_here(wanted, strict, progress)

        try:
            # First what takes long; the few events that came meanwhile are raised here.
            await self._raise(await parts(connection, list(pairs.values())), strict, progress)
            found: dict[str, Compared] = {}
            for of_room in by_room(pairs).values():
                async with levelled(self._pool, connection, of_room, here, keep=keep) as snapshot:
                    for pair in of_room:
                        found[pair.model.name] = await compared(snapshot, pair.shown, pair.anew)
            return found
        except WouldNotFold as failure:
            # Whatever else goes wrong leaves the builds: the next rebuild goes on from there.
            for pair in pairs.values():
                await shelf.forget(connection, pair.anew)
            raise RebuildFailed(str(failure)) from failure

    async def _raise_here(self, wanted: Sequence[Part], strict: bool, progress: Progress) -> None:
        raising = Raising(self._pool, self._models, self._words, progress=progress)
        for part in wanted:
            await raising.raised(part.of, part.builds, part.until, strict=strict)
