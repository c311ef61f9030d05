"""From what the rooms tell to what is on the screen: events, cards, sums and position as one.

What a batch may change is remembered or read, folded here, and written in one statement with the
copy of the events and every position. A read model that stands where the copy stood hears the batch
with it, one that lags catches up from the copy. Two gateways may hear the same log: whoever writes
second finds that the positions have moved, and reads again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from asyncpg.exceptions import SerializationError

from services.gateway import batches, builds, heard, tables
from services.gateway.folding import Changes, keys_changed
from services.gateway.hearing import Heard, following, read
from services.gateway.remembered import Remembered
from services.gateway.tables import Beside, Build, Connection, Pool
from services.gateway.waiting import Tide
from services.kernel import ReadModel, Vocabulary
from services.kernel.record import Stored

BATCH = 500
_ATTEMPTS = 20
"""Somebody was faster each time: something else is wrong then."""

type Models = Sequence[ReadModel[Any]]
type Words = Mapping[str, Vocabulary[Any]]
"""The events of each room, by the room's name."""

type CountParked = Callable[[str, str, str, int], None]
"""Told (projection, room, log, streams parked now) whenever that may have changed."""


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
        self._named = {model.name: model for model in models}
        self._count_parked = count_parked
        self._parked: dict[tuple[str, str, str], int] = {}
        self._remembered: dict[tuple[str, str], Remembered] = defaultdict(Remembered)

    async def position(self, room: str, log: str) -> int:
        """Where to follow this log from: everything up to here has been heard, by every model."""
        self._remembered[room, log].forget()
        async with self._pool.acquire() as connection:
            async with connection.transaction():
                stands = await self._begun(connection, room, log)
                behind = await self._behind(connection, room, log, stands)
            for build in behind:
                await self.catch_up(connection, room, log, build)
        self._tide.jumped(room, log, stands)
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
        batch or in it; database trouble is raised as it is, for the follower to come again.
        """
        words = self.words[room]
        told = [read(words, each) for each in batch]
        async with self._pool.acquire() as connection:
            last, behind = await self._hear(connection, room, log, told)
            for build in behind:
                self._remembered[room, log].forget()
                await self.catch_up(connection, room, log, build)
        begun = {each.category: each.position for each in batch if each.version == 1}
        self._tide.news.tell(room, log, [each for each in told if each.stored.position <= last])
        self._tide.rose(room, log, last, begun)
        return last

    async def _hear(
        self, connection: Connection, room: str, log: str, told: Sequence[Heard]
    ) -> tuple[int, list[Build]]:
        wanted = batches.wanted_by(self._models[room], told)
        remembered = self._remembered[room, log]
        for _ in range(_ATTEMPTS):
            was = remembered.standing(wanted)
            if was is None or told[0].stored.position != (was.reached or 0) + 1:
                was = await batches.standing(connection, room, log, self._models[room], wanted)
                remembered.read(was, wanted)
            if was.reached is None:
                remembered.forget()
                async with connection.transaction():
                    await self._begun(connection, room, log)
                continue
            behind, fresh = was.builds(even=False), following(was.reached, told)
            if not fresh:
                return was.reached, behind
            even, last = was.builds(even=True), fresh[-1].stored.position
            changed = batches.folded(self._named, even, fresh, was.cards, was.beside)
            try:
                await batches.write(connection, room, log, was, fresh, changed)
            except SerializationError:
                remembered.forget()  # another gateway was faster, or an operator
                continue
            self._count(room, log, even, changed, was.beside)
            remembered.written(was, last, changed)
            return last, behind
        raise builds.Fenced(f"{room}/{log}")

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
                parked += await self._fold(connection, room, log, build, told)
                last = batch[-1].position
                await builds.move(connection, room, log, [build], stands, last)
            progress(last)

    async def _fold(
        self, connection: Connection, room: str, log: str, build: Build, told: Sequence[Heard]
    ) -> int:
        """Fold events into a build whose position is held; how many of them were parked."""
        keys = keys_changed(self._named[build.projection], told)
        cards = await tables.cards(connection, log, [(build, key) for key in keys])
        known = await tables.beside(connection, room, log)
        changed = batches.folded(self._named, [build], told, cards, known)
        await tables.save(connection, room, log, changed)
        self._count(room, log, [build], changed, known)
        return sum(len(changes.parked) for changes in changed.values())

    def _count(
        self,
        room: str,
        log: str,
        into: Iterable[Build],
        changed: Mapping[Build, Changes],
        known: Beside,
    ) -> None:
        """Tell how many streams are parked, where that may not have been told yet."""
        for build in into:
            waiting = set(known.parked.get(build, ()))
            if build in changed:
                waiting |= {each.stored.stream for each in changed[build].parked}
            of = (build.projection, room, log)
            if self._parked.get(of) != len(waiting):
                self._parked[of] = len(waiting)
                self._count_parked(*of, len(waiting))
