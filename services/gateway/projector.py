"""From what the rooms tell to what is on the screen: events, cards, sums and position as one.

One transaction a batch. The copy of the events goes first; a read model that stands where the copy
stood hears the batch in the same transaction, one that lags catches up from the copy. Two gateways
may hear the same log: a lock on its position lets one at a time, and the other finds it moved.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from services.gateway import builds, heard, tables
from services.gateway.builds import COPY
from services.gateway.folding import Folding, keys_changed
from services.gateway.hearing import Heard, read
from services.gateway.tables import Build, Connection, Pool
from services.gateway.waiting import Tide
from services.kernel import ReadModel, Vocabulary
from services.kernel.record import Stored

BATCH = 500

type Models = Sequence[ReadModel[Any]]
type Words = Mapping[str, Vocabulary[Any]]
"""The events of each room, by the room's name."""

type CountParked = Callable[[str, str, str, int], None]
"""Told (projection, room, log, streams parked now) whenever that may have changed."""


class Gap(Exception):
    """An event is missing before this batch: it is fetched from the room's log, then heard."""

    def __init__(self, expected: int, came: int) -> None:
        super().__init__(f"expected position {expected}, {came} came")
        self.expected = expected
        self.came = came


class Projector:
    """Hears the rooms for every read model; `apply` is what a follower of a log is given."""

    def __init__(
        self,
        pool: Pool,
        models: Models,
        words: Words,
        tide: Tide,
        count_parked: CountParked = lambda *_: None,
    ) -> None:
        self._pool = pool
        self._models = {room: [each for each in models if each.room == room] for room in words}
        self.words = words
        self._tide = tide
        self._count_parked = count_parked

    async def position(self, room: str, log: str) -> int:
        """Where to follow this log from: everything up to here has been heard, by every model."""
        async with self._pool.acquire() as connection:
            async with connection.transaction():
                stands = await self._begun(connection, room, log)
                behind = await self._behind(connection, room, log, stands)
            for build in behind:
                await self.catch_up(connection, room, log, build)
        self._tide.rose(room, log, stands)
        return stands

    async def stands(self, room: str, log: str) -> int:
        """How far the tables say that this log has been heard; nothing is begun by asking."""
        return await builds.stands(self._pool, room, log)

    def fell_back(self, room: str, log: str, position: int) -> bool:
        """Whether the tables say less than they have said to this process: they were dropped."""
        return position < self._tide.height(room, log)

    async def apply(self, room: str, log: str, batch: Sequence[Stored]) -> int:
        """Hear a batch; how far the log is heard now.

        What was heard before is passed over. Raises Gap where something is missing in front of the
        batch; database trouble is raised as it is, for the follower to come again.
        """
        words = self.words[room]
        told = [read(words, each) for each in batch]
        async with self._pool.acquire() as connection:
            async with connection.transaction():
                last, behind = await self._hear(connection, room, log, told)
            for build in behind:
                await self.catch_up(connection, room, log, build)
        self._tide.rose(room, log, last)
        return last

    async def _hear(
        self, connection: Connection, room: str, log: str, told: Sequence[Heard]
    ) -> tuple[int, list[Build]]:
        stands = await builds.lock_heard(connection, room, log)
        if stands is None:
            stands = await self._begun(connection, room, log)
        fresh = [each for each in told if each.stored.position > stands]
        for expected, each in enumerate(fresh, start=stands + 1):
            if each.stored.position != expected:
                raise Gap(expected, each.stored.position)
        positions = await builds.lock(connection, room, log, self._models[room])
        even = [build for build, position in positions.items() if position == stands]
        behind = [build for build, position in positions.items() if position != stands]
        if not fresh:
            return stands, behind
        last = fresh[-1].stored.position
        await heard.copy(connection, room, fresh)
        await self.fold(connection, room, log, even, fresh)
        await builds.move(connection, room, log, [COPY, *even], stands, last)
        return last, behind

    async def _begun(self, connection: Connection, room: str, log: str) -> int:
        """A log met for the first time, or whose tables were dropped: everything from the start."""
        models = self._models[room]
        await builds.first(connection, models)
        await builds.begin_hearing(connection, room, log)
        await builds.begin(connection, room, log, await builds.ready(connection, models))
        return await builds.lock_heard(connection, room, log) or 0

    async def _behind(
        self, connection: Connection, room: str, log: str, stands: int
    ) -> list[Build]:
        positions = await builds.lock(connection, room, log, self._models[room])
        return [build for build, position in positions.items() if position != stands]

    async def catch_up(
        self,
        connection: Connection,
        room: str,
        log: str,
        build: Build,
        progress: Callable[[int], None] = lambda _: None,
    ) -> int:
        """Let one build hear what the copy holds beyond it, batch by batch; events parked so."""
        parked, words = 0, self.words[room]
        while True:
            async with connection.transaction():
                stands = await builds.lock_one(connection, room, log, build)
                batch = await heard.since(connection, room, log, stands, BATCH)
                if not batch:
                    return parked
                told = [read(words, each) for each in batch]
                parked += await self.fold(connection, room, log, [build], told)
                last = batch[-1].position
                await builds.move(connection, room, log, [build], stands, last)
            progress(last)

    async def fold(
        self,
        connection: Connection,
        room: str,
        log: str,
        into: Iterable[Build],
        told: Sequence[Heard],
    ) -> int:
        """Fold events into builds whose positions are held, and write what they became."""
        models = {model.name: model for model in self._models[room]}
        wanted = {build: keys_changed(models[build.projection], told) for build in into}
        known = await tables.beside(connection, room, log)
        cards = await tables.cards(
            connection, log, [(build, key) for build, keys in wanted.items() for key in keys]
        )
        changed = {}
        for build in wanted:
            folding = Folding(
                models[build.projection],
                cards.get(build, {}),
                known.ranks.get(build, {}),
                known.parked.get(build, set()),
                known.dropped.get(build.projection, set()),
            )
            for each in told:
                folding.tell(each)
            changed[build] = folding.changes()
        await tables.save(connection, room, log, changed)
        for build, changes in changed.items():
            streams = {each.stored.stream for each in changes.parked}
            waiting = streams | known.parked.get(build, set())
            self._count_parked(build.projection, room, log, len(waiting))
        return sum(len(changes.parked) for changes in changed.values())
