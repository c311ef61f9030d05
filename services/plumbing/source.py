"""Where another room's log can be heard: the bus, its feed, and what it says of its own length."""

from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

import orjson
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error

from services.kernel.record import Stored
from services.plumbing.addresses import watermark_subject
from services.plumbing.metrics import Metrics


class FeedAway(Exception):
    """The room's feed cannot be read just now."""


class Feed(Protocol):
    """A room's log as it gives it itself."""

    async def events(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        """The next events in order, empty at the head. Raises FeedAway."""
        ...

    async def some(self, log: str, after: int, types: Collection[str]) -> "Stretch":
        """The events of these types in the next stretch of the log. Raises FeedAway."""
        ...


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """What was asked for of a log from one position up to `to`; the log goes on to `head`."""

    events: Sequence[Stored]
    to: int
    head: int


@dataclass
class Ear:
    """The consumer through which a log is heard just now, for whoever asks whether it is."""

    consumer: str | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """One log of another room, and who follows it. Without a feed the bus must do."""

    client: Client
    room: str
    log: str
    feed: Feed | None
    follower: str
    metrics: Metrics
    ear: Ear = field(default_factory=Ear)


@dataclass
class Mark:
    """The last position the room has spoken of."""

    head: int = 0

    async def hear(self, message: Msg) -> None:
        with suppress(ValueError, KeyError):
            self.head = int(orjson.loads(message.data)["head"])


@asynccontextmanager
async def told_of_the_head(source: Source) -> AsyncIterator[Mark]:
    mark = Mark()
    subject = watermark_subject(source.room, source.log)
    subscription = await source.client.subscribe(subject, cb=mark.hear)
    try:
        yield mark
    finally:
        with suppress(Error, OSError):
            await subscription.unsubscribe()
