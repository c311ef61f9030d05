"""How the gateway hears one room's log: by the bus and the feed, from the first moment it can.

Before the bus has been reached for the first time the feed alone is read: a gateway that starts
while the bus is away shows what happens all the same.
"""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial

import structlog

from services.gateway.dropped import follow_again_when_dropped
from services.gateway.projector import Projector
from services.kernel.record import Stored
from services.plumbing.follow import follow
from services.plumbing.source import FeedAway, Source, told_of_the_head
from services.plumbing.tracing import Tracing

log = structlog.get_logger()

AT_ONCE = 500
_PAUSE = 0.5
_EVERY = 1.0


class Ears:
    """One log of one room."""

    def __init__(
        self,
        projector: Projector,
        source: Source,
        on_the_bus: asyncio.Event,
        tracing: Tracing | None = None,
    ) -> None:
        self._projector, self._source, self._on_the_bus = projector, source, on_the_bus
        self._tracing = tracing
        self._position = 0
        self.caught_up = False
        """Whether everything the room had told before has been heard."""

    async def listen(self) -> None:
        """Hear everything, in order, until cancelled."""
        while not (self.caught_up and self._on_the_bus.is_set()):
            if not await self._read_the_feed():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken(), _PAUSE)
        async with asyncio.TaskGroup() as group:
            source = self._source
            hear = partial(follow, source, self._after, self._apply)
            group.create_task(
                follow_again_when_dropped(self._projector, source.room, source.log, hear)
            )
            group.create_task(self._tell_the_lag())

    async def _woken(self) -> None:
        """By the bus, once nothing else is missing; else only the pause ends."""
        await (self._on_the_bus if self.caught_up else asyncio.Event()).wait()

    async def _read_the_feed(self) -> bool:
        """A page of it; False when there was none to be had."""
        source = self._source
        try:
            position = await self._after()
            if source.feed is None:
                raise FeedAway
            events = await source.feed.events(source.log, position, AT_ONCE)
            if events:
                await self._apply(events)
            else:
                self.caught_up = True
        except FeedAway:
            # What was heard before can be shown; with nothing at all, readers have to wait.
            self.caught_up = self.caught_up or self._position > 0
            return False
        except Exception as trouble:
            log.warning("events not applied", room=source.room, street=source.log, exc_info=trouble)
            return False
        return bool(events)

    async def _after(self) -> int:
        self._position = await self._projector.position(self._source.room, self._source.log)
        return self._position

    async def _apply(self, events: Sequence[Stored]) -> None:
        source, before, began = self._source, self._position, time.time_ns()
        self._position = await self._projector.apply(source.room, source.log, events)
        if self._tracing is not None:
            new = [each for each in events if each.position > before]
            self._tracing.heard(source.room, new, began)

    async def _tell_the_lag(self) -> None:
        source, lag, clock = self._source, Lag(), asyncio.get_running_loop().time
        of = ("heard", source.room, source.log)
        positions = source.metrics.projection_lag_positions.labels(*of)
        seconds = source.metrics.projection_lag_seconds.labels(*of)
        async with told_of_the_head(source) as mark:
            while True:
                positions.set(max(0, mark.head - self._position))
                seconds.set(lag.seconds(self._position, mark.head, clock()))
                await asyncio.sleep(_EVERY)


class Lag:
    """For how long something that was told of has not been reached."""

    def __init__(self) -> None:
        self._wanted, self._since = 0, 0.0

    def seconds(self, position: int, head: int, now: float) -> float:
        """0 where everything told of has been reached; who is busy but keeps up is not late."""
        if position >= self._wanted:
            self._wanted, self._since = head, now
        return now - self._since if position < self._wanted else 0.0
