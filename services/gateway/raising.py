"""Builds raised from the copy of the events: each event is read and decoded once for all of them.

A window of events at a time is folded in memory; its cards and the positions are written as one.
So a rebuild holds a part of the street in memory, never all of it, and one that was killed goes on
from its last window.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.gateway import builds, tables
from services.gateway.growing import Growing, Said, WouldNotShow
from services.gateway.pace import Pace
from services.gateway.tables import Build, Connection, Pool
from services.gateway.windows import Log, Reader, Window
from services.kernel import ReadModel, Vocabulary
from services.kernel.record import Stored
from services.kernel.vocabulary import UnknownEvent

PAGE = 1000
"""Events read at once; the next page comes while this one is folded."""

type Models = Mapping[str, ReadModel[Any]]
type Words = Mapping[str, Vocabulary[Any]]
type Progress = Callable[[str, str, int, int], None]
"""Told (room, log, position, head) as a rebuild goes on."""


class WouldNotFold(Exception):
    """The first event a strict rebuild could not fold, and why; nothing of what it says."""


class Raising:
    """Raises builds of one room's read models together."""

    def __init__(
        self,
        pool: Pool,
        models: Models,
        words: Words,
        pace: Pace | None = None,
        progress: Progress = lambda *_: None,
        page: int = PAGE,
    ) -> None:
        self._pool, self._models, self._words = pool, models, words
        self._pace, self._progress, self._page = pace or Pace(), progress, page

    async def raised(
        self, of: Log, wanted: Sequence[Build], until: int, *, strict: bool = True
    ) -> None:
        """Bring builds to a position, each from where it stands.

        `strict` raises WouldNotFold at the first event that does not fold; else it is parked.
        """
        one_by_one = False
        async with self._pool.acquire() as writer, self._pool.acquire() as reader:
            read = Reader(reader, of)
            while True:
                stand = await _stand(writer, of, wanted)
                begun = min(stand.values())
                if begun >= until:
                    return
                low = [build for build, at in stand.items() if at == begun]
                end = min([until, *(at for at in stand.values() if at > begun)])
                grown = await self._grown(writer, of, low, begun, one_by_one)
                try:
                    await self._rise(writer, read, grown, begun, end, strict)
                except WouldNotShow as failure:
                    if strict:
                        raise WouldNotFold(str(failure)) from failure
                    one_by_one = True  # from the last window on, to park that event and no other

    async def _grown(
        self, connection: Connection, of: Log, low: Sequence[Build], begun: int, one_by_one: bool
    ) -> dict[Build, Growing]:
        known = await tables.beside(connection, of.room, of.log)
        return {
            build: Growing(
                self._models[build.projection],
                known.ranks.get(build, {}),
                known.parked.get(build, set()),
                known.dropped.get(build.projection, set()),
                whole=begun == 0,
                one_by_one=one_by_one,
            )
            for build in low
        }

    async def _rise(
        self,
        writer: Connection,
        read: Reader,
        grown: Mapping[Build, Growing],
        begun: int,
        end: int,
        strict: bool,
    ) -> None:
        of, words = read.of, self._words[read.of.room]
        listening = defaultdict[str, list[Growing]](list)
        for one in grown.values():
            for category in {one.model.category, *one.model.hears}:
                listening[category].append(one)
        window = Window(writer, of, grown, begun)
        coming = asyncio.ensure_future(read.page(listening, begun, end, self._page))
        try:
            while batch := await coming:
                last = batch[-1].position
                coming = asyncio.ensure_future(read.page(listening, last, end, self._page))
                told = [(stored, _said(words, stored)) for stored in batch]
                await read.cards(grown, told)
                for stored, said in told:
                    for one in listening[stored.category]:
                        one.tell(stored, said)
                if strict:
                    _all_folded(of, grown)
                if window.is_full(last):
                    await window.write(last)
                    self._progress(of.room, of.log, last, end)
                await self._pace.spend(len(batch))
            await window.write(end)
            await window.written()
            self._progress(of.room, of.log, end, end)
        finally:
            coming.cancel()
            await asyncio.gather(coming, window.stopped(), return_exceptions=True)


async def _stand(connection: Connection, of: Log, wanted: Sequence[Build]) -> dict[Build, int]:
    async with connection.transaction():
        await builds.begin(connection, of.room, of.log, wanted)
        return {
            build: await builds.lock_one(connection, of.room, of.log, build) for build in wanted
        }


def _said(words: Vocabulary[Any], stored: Stored) -> Said:
    try:
        said: Said = words.decode(stored.type, stored.schema_version, stored.body)
    except (UnknownEvent, ValueError) as unreadable:
        return unreadable
    return said


def _all_folded(of: Log, grown: Mapping[Build, Growing]) -> None:
    for build, one in grown.items():
        for parked in one.parked[:1]:
            at = parked.stored
            raise WouldNotFold(
                f"{build.projection}: {of.room}/{at.position} ({at.type}): {parked.why}"
            )
