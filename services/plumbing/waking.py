"""The room's log as its parts see it: there from the start, and telling of each append at once.

Before the database has answered for the first time every call says so; an append wakes whoever
carries that log on (its relay, the room's own reactions) without waiting for their next look.
"""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from services.kernel.record import Stored
from services.kernel.store import Append, Appended, DueTimer, EventStore, Found, Outcome, Wanted
from services.plumbing.postgres import StoreUnavailable


class WakingStore:
    """`EventStore` around another, which is put in by `open`."""

    def __init__(self) -> None:
        self._inner: EventStore | None = None
        self._sleepers: dict[str, list[asyncio.Event]] = defaultdict(list)

    def open(self, inner: EventStore) -> None:
        self._inner = inner

    def sleeper(self, log: str) -> asyncio.Event:
        """Set whenever something was appended to this log here."""
        event = asyncio.Event()
        self._sleepers[log].append(event)
        return event

    @property
    def _store(self) -> EventStore:
        if self._inner is None:
            raise StoreUnavailable("not open yet")
        return self._inner

    async def look(self, wanted: Wanted) -> Found:
        return await self._store.look(wanted)

    async def append(self, request: Append) -> Outcome:
        outcome = await self._store.append(request)
        if isinstance(outcome, Appended) and request.events:
            for sleeper in self._sleepers[request.log]:
                sleeper.set()
        return outcome

    async def read(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        return await self._store.read(log, after, limit)

    async def read_types(
        self, log: str, after: int, until: int, types: Collection[str]
    ) -> Sequence[Stored]:
        return await self._store.read_types(log, after, until, types)

    def newest(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        return self._store.newest(log, after, limit)

    async def head(self, log: str) -> int:
        return await self._store.head(log)

    async def due(self, now: datetime, limit: int) -> Sequence[DueTimer]:
        return await self._store.due(now, limit)

    async def fired(self, log: str, timer_id: UUID) -> None:
        await self._store.fired(log, timer_id)
