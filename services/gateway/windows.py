"""The two ends of a rebuild: pages read ahead of the fold, windows written behind it."""

import asyncio
from collections.abc import Collection, Mapping, Sequence

from services.gateway import builds, heard, tables
from services.gateway.growing import Growing, Said, Written
from services.gateway.tables import Build, Connection
from services.kernel import State
from services.kernel.record import Stored

WINDOW = 50_000
DIRTY_AT_MOST = 5_000
"""A window ends after so many events, or when so many cards have changed."""


class Log(State):
    """One log of one room."""

    room: str
    log: str


class Reader:
    """The connection that reads: pages ahead of the fold, and cards that are not in memory."""

    def __init__(self, connection: Connection, of: Log) -> None:
        self.of = of
        self._connection, self._in_turn = connection, asyncio.Lock()

    async def page(self, categories: Collection[str], after: int, end: int, n: int) -> list[Stored]:
        of = self.of
        async with self._in_turn:
            return await heard.of_categories(
                self._connection, of.room, of.log, set(categories), after, end, n
            )

    async def cards(
        self, grown: Mapping[Build, Growing], told: Sequence[tuple[Stored, Said]]
    ) -> None:
        """Those let go of, or written before this rebuild went on, that are met again."""
        wanted = {
            (build, key)
            for build, one in grown.items()
            if not one.complete
            for stored, said in told
            if one.model.listens_to(stored.category)
            for key in one.missing(said)
        }
        if wanted:
            async with self._in_turn:
                found = await tables.cards(self._connection, self.of.log, wanted)
            for build, kept in found.items():
                grown[build].remember(kept)


class Window:
    """What is folded and not written yet; one window is written while the next is folded."""

    def __init__(
        self, connection: Connection, of: Log, grown: Mapping[Build, Growing], begun: int
    ) -> None:
        self._connection, self._of, self._grown = connection, of, grown
        self._begun = begun
        self._writing: asyncio.Task[None] | None = None

    def is_full(self, last: int) -> bool:
        dirty = sum(one.dirty for one in self._grown.values())
        return last - self._begun >= WINDOW or dirty >= DIRTY_AT_MOST

    async def write(self, last: int) -> None:
        """Begin to write all up to a position; the window before is written by then."""
        await self.written()
        rows = {build: one.write() for build, one in self._grown.items()}
        self._writing = asyncio.ensure_future(self._write(rows, self._begun, last))
        self._begun = last

    async def written(self) -> None:
        if self._writing is not None:
            await self._writing

    async def stopped(self) -> None:
        """No writing goes on any more, whatever became of it."""
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)

    async def _write(self, rows: Mapping[Build, Written], old: int, new: int) -> None:
        connection, of = self._connection, self._of
        async with connection.transaction():
            await tables.add(connection, of.log, {build: it.fresh for build, it in rows.items()})
            changes = {build: it.changes for build, it in rows.items()}
            await tables.save(connection, of.room, of.log, changes)
            await builds.move(connection, of.room, of.log, list(rows), old, new)
