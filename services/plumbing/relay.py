"""Carrying a log to the bus, for ever: the stream's last sequence is the only cursor there is.

A bus that lost its data is filled again from the log. A log that is shorter than its stream, or
that tells another story at the stream's end, was restored from an old copy: its relay stops,
loudly, and the room is not ready until an operator has decided.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from nats.aio.client import Client
from nats.errors import Error
from nats.js.errors import NoStreamResponseError, NotFoundError

from services.kernel.store import EventStore
from services.plumbing.publishing import AT_ONCE, OutOfStep, Publisher
from services.plumbing.tracing import Tracing
from services.plumbing.trouble import passes

log = structlog.get_logger()

POLL = 0.2
_LOOK_AGAIN = 5.0
_WAIT = 0.5
_ANOTHER_WAS_FASTER = 0.02


class Diverged(Exception):
    """Log and stream tell different stories."""


class Relay:
    """One log's way to the bus. `woken` is set by whoever appended."""

    def __init__(
        self,
        client: Client,
        store: EventStore,
        room: str,
        street: str,
        *,
        woken: asyncio.Event,
        epoch: Callable[[str], Awaitable[str]],
        tracing: Tracing | None = None,
    ) -> None:
        self._client, self._store, self._room, self._street = client, store, room, street
        self._woken, self._epoch = woken, epoch
        self._tracing = tracing
        self._publisher = Publisher(client, room, street, tracing)
        self.position: int | None = None
        """Up to where the bus has it; None until that is known."""
        self.diverged = False

    async def run(self) -> None:
        """Publish whatever is new, until cancelled; returns only when log and stream diverged."""
        try:
            await self._carry()
        finally:
            self.position = None

    async def _carry(self) -> None:
        while True:
            try:
                await self._from_where_the_stream_stands()
                continue
            except OutOfStep:
                await asyncio.sleep(_ANOTHER_WAS_FASTER)
                continue
            except Diverged:
                self.diverged = True
                log.error(
                    "log and stream diverged: relay stopped",
                    room=self._room,
                    street=self._street,
                    position=self.position,
                )
                return
            except (NotFoundError, NoStreamResponseError):
                log.info("no stream yet", room=self._room, street=self._street)
            except Error as away:
                log.info("bus away", room=self._room, street=self._street, kind=type(away))
            except Exception as error:
                if not passes(error):
                    log.error("relay failed", room=self._room, street=self._street, exc_info=error)
            await asyncio.sleep(_WAIT)

    async def _from_where_the_stream_stands(self) -> None:
        position, event_id = await self._publisher.last()
        self.position = position
        await self._compare(position, event_id)
        epoch = await self._epoch(self._street)
        connection = self._client.stats["reconnects"]
        clock = asyncio.get_running_loop().time
        look_again = clock() + _LOOK_AGAIN
        while self._client.stats["reconnects"] == connection and clock() < look_again:
            self._woken.clear()
            events = self._store.newest(self._street, position, AT_ONCE)
            if not events:
                events = await self._store.read(self._street, position, AT_ONCE)
            if events:
                began = time.time_ns()
                position = await self._publisher.publish(events, epoch)
                self.position = position
                if self._tracing is not None:
                    self._tracing.published(self._room, events, began)
            if len(events) < AT_ONCE:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), POLL)

    async def _compare(self, position: int, event_id: str | None) -> None:
        """The stream's last event must be the log's event at that position."""
        if position == 0 or event_id is None:
            if await self._store.head(self._street) < position:
                raise Diverged
            return
        kept = await self._store.read(self._street, position - 1, 1)
        if not kept or str(kept[0].event_id) != event_id:
            raise Diverged
