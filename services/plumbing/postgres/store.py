"""The log of a room in Postgres. Positions have no hole by construction: migrations 0005, 0006."""

import asyncio
import os
import socket
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from functools import partial
from operator import attrgetter
from typing import Protocol
from uuid import UUID

from services.kernel.record import Stored
from services.kernel.refusal import Refusal
from services.kernel.store import Append, DueTimer, Found, Outcome, Wanted, check
from services.plumbing.postgres import statements
from services.plumbing.postgres.batch import Batch, position_of, weight, written
from services.plumbing.postgres.kept import Kept
from services.plumbing.postgres.lease import Lease
from services.plumbing.postgres.looking import Looks, StreetUnknown
from services.plumbing.postgres.newest import Newest
from services.plumbing.postgres.patience import patiently
from services.plumbing.postgres.rows import Pool, Row, stored
from services.plumbing.postgres.single import Single, is_single
from services.plumbing.postgres.together import Together

WRITER_PATIENCE = 30.0  # seconds a batch is sent again while its database is away
READER_PATIENCE = 3.0
WAITING_ROOM = 5_000  # appends of one process that may wait before it refuses more


class TooBusy(Refusal):
    """当前办理量过大，请稍后再试。

    More is being asked than can be written down: try again shortly.
    """

    kind = "busy"


class Watch(Protocol):
    """Told about every batch: how many requests, seconds to its commit, seconds for the head."""

    def __call__(self, size: int, seconds: float, waited: float) -> None: ...


def unwatched(size: int, seconds: float, waited: float) -> None:
    """Nobody is counting."""


class Committed(Protocol):
    """Told which requests went together, where each was written (0 where not), and in how long."""

    def __call__(
        self, requests: Sequence[Append], positions: Sequence[int], seconds: float
    ) -> None: ...


class PostgresStore:
    """`EventStore` on a pool. What one writer appends to one log goes together, and so do looks."""

    def __init__(
        self,
        pool: Pool,
        url: str,
        watch: Watch = unwatched,
        committed: Committed | None = None,
    ) -> None:
        self._kept, self._url, self._watch = Kept(pool), url, watch
        self._committed = committed
        self._process = f"{socket.gethostname()}/{os.getpid()}"
        self._open = True
        self._appends: dict[tuple[str, str], Together[Append, Outcome | StreetUnknown]] = {}
        self._newest = defaultdict[str, Newest[Stored]](partial(Newest, attrgetter("position")))
        self._looks = Together(self._look, flights=2, at_most=200)

    async def begin(self, log: str) -> None:
        """Begin the log of a street, at position 0 and in a new epoch, unless it has begun."""
        await self._fetch("begin", statements.BEGIN, log)

    async def look(self, wanted: Wanted) -> Found:
        found = await self._looks.ask(wanted)
        if isinstance(found, StreetUnknown):
            raise found
        return found

    async def append(self, request: Append) -> Outcome:
        """Write all of it or nothing. Whoever stops waiting does not stop the writing.

        Raises TooBusy when too much waits, StreetUnknown for a log that was never begun,
        StoreUnavailable when the database stayed away: then it may be written or not.
        """
        check(request)
        if not self._open:
            raise TooBusy
        if sum(appends.asked for appends in self._appends.values()) >= WAITING_ROOM:
            raise TooBusy
        appends = self._appends.get((request.log, request.writer))
        if appends is None:
            work = partial(self._commit, request.log, f"{self._process}/{request.writer}")
            appends = Together(work, weight=weight, mark=lambda each: each.command_id)
            self._appends[(request.log, request.writer)] = appends
        outcome = await appends.ask(request)
        if isinstance(outcome, StreetUnknown):
            raise outcome
        return outcome

    async def read(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        rows = await self._fetch("read", statements.READ, log, after, limit)
        return [stored(row) for row in rows]

    async def read_types(
        self, log: str, after: int, until: int, types: Collection[str]
    ) -> Sequence[Stored]:
        rows = await self._fetch("read", statements.READ_TYPES, log, after, until, sorted(types))
        return [stored(row) for row in rows]

    def newest(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        return self._newest[log].after(after, limit)

    async def head(self, log: str) -> int:
        rows = await self._fetch("head", statements.HEAD, log)
        return int(rows[0]["position"]) if rows else 0

    async def due(self, now: datetime, limit: int) -> Sequence[DueTimer]:
        rows = await self._fetch("due", statements.DUE, now, limit)
        return [DueTimer(**row) for row in rows]

    async def fired(self, log: str, timer_id: UUID) -> None:
        await self._fetch("fired", statements.FIRED, log, timer_id)

    def lease(self, name: str) -> Lease:
        """Of all processes on this database, one at a time holds the lease of this name."""
        return Lease(self._url, name)

    async def drained(self) -> None:
        """Take nothing more; come back when what was taken is written."""
        self._open = False
        for appends in self._appends.values():
            await appends.idle()

    async def abandoned(self) -> None:
        """Let go of what could not be written in time: it may be in the log or not."""
        for appends in self._appends.values():
            await appends.abandoned()
        await self._looks.abandoned()
        await self._kept.give_back()

    async def _commit(
        self, log: str, writer: str, requests: Sequence[Append]
    ) -> Sequence[Outcome | StreetUnknown]:
        """One batch. Sent again as it is when it is unknown whether it was written: the command
        ids make that harmless."""
        batch = Single(requests[0]) if is_single(requests) else Batch(requests)
        statement, arguments = batch.statement(writer)
        clock = asyncio.get_running_loop().time
        began = clock()
        [told] = await self._fetch("append", statement, *arguments, patience=WRITER_PATIENCE)
        outcomes = batch.outcomes(told)
        if outcomes is None:
            return [StreetUnknown(street=log)] * len(requests)
        seconds = clock() - began
        self._watch(len(requests), seconds, told["waited"])
        if self._committed is not None:
            self._committed(requests, [position_of(each) for each in outcomes], seconds)
        self._newest[log].add(written(requests, outcomes, told["moment"]))
        return outcomes

    async def _look(self, wanted: Sequence[Wanted]) -> Sequence[Found | StreetUnknown]:
        looks = Looks(wanted)
        return looks.found(await self._fetch("look", statements.LOOK, *looks.arguments()))

    async def _fetch(
        self, what: str, statement: str, *arguments: object, patience: float = READER_PATIENCE
    ) -> list[Row]:
        async def once() -> list[Row]:
            return await self._kept.fetch(statement, *arguments)

        return await patiently(what, once, patience)
