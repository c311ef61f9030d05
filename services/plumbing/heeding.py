"""Following those events of a room's log that matter here: soon by the bus, surely by the feed.

The bus is asked for these events alone, so that a room costs nothing where it need not act. But
then no number is missing where one was lost. So what the bus brings is acted upon at once, and the
checkpoint moves only to where the feed has told what there was: whatever had not come is acted
upon then. What is acted upon twice, after a crash, is asked once.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

import structlog
from nats.aio.msg import Msg
from nats.errors import Error

from services.kernel.record import Stored
from services.kernel.values import Event
from services.plumbing.addresses import event_subject, stream_name
from services.plumbing.follow import event_of
from services.plumbing.pulling import Odd, pulling
from services.plumbing.source import Feed, FeedAway, Source

log = structlog.get_logger()

SURE_EVERY = 2.0
"""Seconds between two looks into the feed, and about how much is heard again after a crash."""

GATHERS = 0.02
"""Seconds in which what a room acts upon comes together: no person waits for it."""

_SHORTEST, _LONGEST = 0.05, 0.5

type Act = Callable[[Stored], Awaitable[None]]
"""Does what one event asks for; again, where that failed."""

type Reach = Callable[[int], Awaitable[None]]
"""Keeps that everything up to this position has been acted upon."""


async def heed(
    source: Source,
    feed: Feed,
    kinds: Mapping[str, type[Event]],
    after: Callable[[], Awaitable[int]],
    act: Act,
    reach: Reach,
) -> None:
    """Have every event of these kinds acted upon, until cancelled."""
    heeding = _Heeding(source, feed, kinds, after, act, reach)
    wait = _SHORTEST
    while True:
        begun_at = heeding.position
        try:
            await heeding.once()
        except (Odd, Error, TimeoutError, OSError, FeedAway) as odd:
            log.debug("bus or feed odd", room=source.room, street=source.log, kind=type(odd))
        except Exception as error:
            log.warning(
                "events not applied, again from the checkpoint",
                consumer=source.follower, room=source.room, street=source.log,
                position=heeding.position, exc_info=error,
            )  # fmt: skip
        wait = _SHORTEST if heeding.position != begun_at else min(wait * 2, _LONGEST)
        await asyncio.sleep(wait)


class _Heeding:
    def __init__(
        self,
        source: Source,
        feed: Feed,
        kinds: Mapping[str, type[Event]],
        after: Callable[[], Awaitable[int]],
        act: Act,
        reach: Reach,
    ) -> None:
        self._source, self._feed, self._types = source, feed, frozenset(kinds)
        self._after, self._act, self._reach = after, act, reach
        self._subjects = [
            event_subject(source.room, source.log, kind.category, name)
            for name, kind in kinds.items()
        ]
        self._done: set[int] = set()
        self._by_bus = 0
        self.position = 0

    async def once(self) -> None:
        """The feed up to its head, then the bus until it is odd."""
        position = await self._after()
        if position < self.position:
            self._done.clear()  # an operator wants it heard again
        self.position, self._by_bus = position, 0
        with suppress(FeedAway):
            await self._be_sure()
        source = self._source
        stream = stream_name(source.room, source.log)
        async with pulling(
            source.client, stream, self.position + 1, pause=GATHERS, subjects=self._subjects
        ) as pull:
            source.ear.consumer = pull.name
            clock = asyncio.get_running_loop().time
            sure_at = clock() + SURE_EVERY
            try:
                while True:
                    for message in await pull.next():
                        await self._hear(message)
                    if clock() >= sure_at:
                        with suppress(FeedAway):
                            await self._be_sure()
                        sure_at = clock() + SURE_EVERY
            finally:
                source.ear.consumer = None

    async def _hear(self, message: Msg) -> None:
        stored = event_of(message)
        if stored is not None and stored.position > self.position:
            self._by_bus = stored.position
            await self._once(stored)

    async def _be_sure(self) -> None:
        """What the feed tells, up to its head. Raises FeedAway."""
        stretch = await self._feed.some(self._source.log, self.position, self._types)
        while stretch.to > self.position:
            for stored in stretch.events:
                if stored.position < self._by_bus and stored.position not in self._done:
                    self._count_gap(stored)
                await self._once(stored)
            await self._reach(stretch.to)
            self.position = stretch.to
            self._done = {each for each in self._done if each > stretch.to}
            if stretch.to < stretch.head:
                stretch = await self._feed.some(self._source.log, self.position, self._types)

    async def _once(self, stored: Stored) -> None:
        if stored.position not in self._done:
            await self._act(stored)
            self._done.add(stored.position)

    def _count_gap(self, stored: Stored) -> None:
        """The bus has brought a later one, and not this one."""
        source = self._source
        log.warning("gap", room=source.room, street=source.log, position=stored.position, count=1)
        source.metrics.gaps_healed.labels(source.follower, source.room).inc()
