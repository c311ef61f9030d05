"""Following a room's log from outside: every event once and in order, whatever the bus does.

The bus is the quick way, the room's feed the sure one. What the bus drops is fetched from the feed;
a tail that falls silent is noticed by the watermark; while the bus is away the feed alone is read.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

import structlog
from nats.aio.msg import Msg
from nats.errors import Error

from services.kernel.record import Stored
from services.plumbing.addresses import stream_name
from services.plumbing.envelope import from_message
from services.plumbing.pulling import AT_ONCE, Odd, Pull, pulling
from services.plumbing.source import FeedAway, Mark, Source, told_of_the_head

log = structlog.get_logger()

type After = Callable[[], Awaitable[int]]
"""The position up to which everything is done."""

type Apply = Callable[[Sequence[Stored]], Awaitable[None]]
"""Does some events, the next in order, and moves the position, together or not at all."""


type Rest = Callable[[], Awaitable[None]]
"""Does what was put off until nothing comes any more."""


async def at_rest() -> None:
    """Nothing was put off."""


class NotDone(Exception):
    """`apply`, `after` or `rest` failed: again, from where the checkpoint stands."""


async def follow(
    source: Source, after: After, apply: Apply, rest: Rest = at_rest, *, pause: float = 0.0
) -> None:
    """Hand on every event of the log, in order, until cancelled.

    `pause`: seconds between two groups of events, for whom more at once is better than sooner.
    """
    async with told_of_the_head(source) as mark:
        following = _Following(source, after, apply, rest, mark, pause)
        wait = _SHORTEST
        while True:
            begun_at = following.position
            try:
                await following.once()
            except NotDone as failed:
                log.warning(
                    "events not applied, again from the checkpoint",
                    consumer=source.follower, room=source.room, street=source.log,
                    position=following.position, exc_info=failed.__cause__,
                )  # fmt: skip
                longest = _LONGEST
            else:
                longest = _BUS_AWAY
            wait = _SHORTEST if following.position != begun_at else min(wait * 2, longest)
            await asyncio.sleep(wait)


_SHORTEST, _BUS_AWAY, _LONGEST = 0.05, 0.5, 5.0


class _Following:
    def __init__(
        self, source: Source, after: After, apply: Apply, rest: Rest, mark: Mark, pause: float
    ) -> None:
        self._source, self._mark, self._pause = source, mark, pause
        self._after, self._apply, self._rest = after, apply, rest
        self.position = 0

    async def once(self) -> None:
        """Read the bus until it is odd, then the feed until its head."""
        source = self._source
        with doing():
            self.position = await self._after()
        try:
            stream = stream_name(source.room, source.log)
            first, pause = self.position + 1, self._pause
            async with pulling(source.client, stream, first, pause=pause) as pull:
                source.ear.consumer = pull.name
                try:
                    await self._listen(pull)
                finally:
                    source.ear.consumer = None
        except (Odd, Error, TimeoutError, OSError) as odd:
            log.debug("bus odd", room=source.room, street=source.log, kind=type(odd))
            with suppress(FeedAway):
                await self._read_feed(until=None)

    async def _listen(self, pull: Pull) -> None:
        while True:
            owed = self._mark.head
            messages = await pull.next()
            if messages:
                await self._take([each for each in map(event_of, messages) if each is not None])
                continue
            if self.position < owed:
                self._mark.head = 0
                raise Odd("silent tail")
            with doing():
                await self._rest()

    async def _take(self, events: Sequence[Stored]) -> None:
        """Drop what is done, hand on what comes next, fetch what is missing in between."""
        run: list[Stored] = []
        for stored in events:
            expected = self.position + len(run) + 1
            if stored.position < expected:
                continue
            if stored.position > expected:
                await self._hand_on(run)
                run = []
                await self._heal(stored.position - 1)
            run.append(stored)
        await self._hand_on(run)

    async def _heal(self, until: int) -> None:
        source = self._source
        log.warning(
            "gap", room=source.room, street=source.log, position=self.position + 1,
            count=until - self.position,
        )  # fmt: skip
        try:
            await self._read_feed(until=until)
        except FeedAway:
            raise Odd("gap not healed") from None
        if self.position < until:
            raise Odd("gap not healed")
        source.metrics.gaps_healed.labels(source.follower, source.room).inc()

    async def _read_feed(self, until: int | None) -> None:
        feed, street = self._source.feed, self._source.log
        while feed is not None and (until is None or self.position < until):
            limit = AT_ONCE if until is None else min(AT_ONCE, until - self.position)
            events = await feed.events(street, self.position, limit)
            if not events:
                return
            if events[0].position != self.position + 1:
                log.error("feed has a hole", room=self._source.room, street=street)
                raise FeedAway
            await self._hand_on(events)

    async def _hand_on(self, events: Sequence[Stored]) -> None:
        if not events:
            return
        with doing():
            await self._apply(events)
        self.position = events[-1].position


@contextmanager
def doing() -> Iterator[None]:
    """What is done for the follower; what it trips over is told from what the bus does."""
    try:
        yield
    except Exception as error:
        raise NotDone from error


def event_of(message: Msg) -> Stored | None:
    """None for what is no event of ours: the gap it leaves is filled from the feed."""
    try:
        return from_message(message.headers or {}, message.data)
    except (KeyError, ValueError) as error:
        log.error("not an event", subject=message.subject, kind=type(error))
        return None
