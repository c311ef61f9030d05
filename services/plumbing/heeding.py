"""Following those events of a room's log that matter here: soon by the bus, surely by the feed.

The bus is asked for these events alone, so that a room costs nothing where it need not act. But
then no number is missing where one was lost. So what the bus brings is acted upon at once, and the
checkpoint moves only to where the feed has told what there was: whatever had not come is acted
upon then. What is acted upon twice, after a crash, is asked once.
"""

import asyncio
from collections.abc import Mapping
from typing import Protocol

import structlog
from nats.aio.msg import Msg
from nats.errors import Error

from services.kernel.record import Stored
from services.kernel.values import Event
from services.plumbing.addresses import event_subject, stream_name
from services.plumbing.follow import NotDone, doing, event_of
from services.plumbing.pulling import Odd, pulling
from services.plumbing.reactions import GATHERS
from services.plumbing.source import Feed, FeedAway, Source

log = structlog.get_logger()

SURE_EVERY = 2.0
"""Seconds between two looks into the feed, and about how much is heard again after a crash."""

_SHORTEST, _LONGEST = 0.05, 0.5


class Acting(Protocol):
    """Whoever acts upon the events (`reactions.Listener`)."""

    async def after(self) -> int:
        """The position up to which everything has been acted upon."""
        ...

    async def act(self, stored: Stored) -> None:
        """Do what one event asks for; it comes again where that failed."""
        ...

    async def reach(self, position: int) -> None:
        """Keep that everything up to this position has been acted upon."""
        ...


async def heed(source: Source, feed: Feed, kinds: Mapping[str, type[Event]], who: Acting) -> None:
    """Have every event of these kinds acted upon, until cancelled."""
    heeding = _Heeding(source, feed, kinds, who)
    wait = _SHORTEST
    while True:
        begun_at = heeding.position
        try:
            await heeding.once()
        except (Odd, Error, TimeoutError, OSError) as odd:
            log.debug("bus odd", room=source.room, street=source.log, kind=type(odd))
        except NotDone as failed:
            log.warning(
                "events not applied, again from the checkpoint",
                consumer=source.follower, room=source.room, street=source.log,
                position=heeding.position, exc_info=failed.__cause__,
            )  # fmt: skip
        wait = _SHORTEST if heeding.position != begun_at else min(wait * 2, _LONGEST)
        await asyncio.sleep(wait)


class _Heeding:
    def __init__(
        self, source: Source, feed: Feed, kinds: Mapping[str, type[Event]], who: Acting
    ) -> None:
        self._source, self._feed, self._types, self._who = source, feed, frozenset(kinds), who
        self._subjects = [
            event_subject(source.room, source.log, kind.category, name)
            for name, kind in kinds.items()
        ]
        self._done: set[int] = set()
        self._by_bus = 0
        self._unsure = False
        self.position = 0

    async def once(self) -> None:
        """The feed up to its head, then the bus until it is odd."""
        with doing():
            position = await self._who.after()
        if position < self.position:
            self._done.clear()  # an operator wants it heard again
        self.position, self._by_bus = position, 0
        await self._try_to_be_sure()
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
                        await self._try_to_be_sure()
                        sure_at = clock() + SURE_EVERY
            finally:
                source.ear.consumer = None

    async def _hear(self, message: Msg) -> None:
        stored = event_of(message)
        if stored is not None and stored.position > self.position:
            self._by_bus = stored.position
            await self._once(stored)

    async def _try_to_be_sure(self) -> None:
        """Without a feed the position stays, and what the bus brings is acted upon all the same."""
        try:
            await self._be_sure()
            self._unsure = False
        except FeedAway:
            if not self._unsure:
                source = self._source
                log.warning("feed away", room=source.room, street=source.log)
            self._unsure = True

    async def _be_sure(self) -> None:
        """What the feed tells, up to its head. Raises FeedAway."""
        stretch = await self._feed.some(self._source.log, self.position, self._types)
        while stretch.to > self.position:
            for stored in stretch.events:
                if stored.position < self._by_bus and stored.position not in self._done:
                    self._count_gap(stored)
                await self._once(stored)
            with doing():
                await self._who.reach(stretch.to)
            self.position = stretch.to
            self._done = {each for each in self._done if each > stretch.to}
            if stretch.to < stretch.head:
                stretch = await self._feed.some(self._source.log, self.position, self._types)

    async def _once(self, stored: Stored) -> None:
        if stored.position not in self._done:
            with doing():
                await self._who.act(stored)
            self._done.add(stored.position)

    def _count_gap(self, stored: Stored) -> None:
        """The bus has brought a later one, and not this one."""
        source = self._source
        log.warning("gap", room=source.room, street=source.log, position=stored.position, count=1)
        source.metrics.gaps_healed.labels(source.follower, source.room).inc()
