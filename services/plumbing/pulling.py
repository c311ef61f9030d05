"""Reading a stream in order from a position on, with nothing kept on the server for us.

The consumer lives in the server's memory and is thrown away on any oddity (a reconnect, a silence,
a status we do not expect): whoever reads knows their position and opens another.

Who would rather have more at once than each one soon waits for one message, lets a while pass, and
takes what is there: a server that may send at once wakes its reader for every message.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

AT_ONCE = 500

_EXPIRES = 1.0
_LOST = 2.5  # a request is answered when it expires; one that is not was lost
_PATIENCE = 2.0
_REQUEST_IS_OVER = ("404", "408")


class Odd(Exception):
    """Something is not as it should be with this consumer: open another."""


class Pull:
    """Messages of one consumer, in order."""

    def __init__(self, client: Client, stream: str, name: str, inbox: str, pause: float) -> None:
        self.name = name
        self._client, self._inbox, self._pause = client, inbox, pause
        self._ask_at = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{name}"
        self._connection = client.stats["reconnects"]
        self._come: deque[Msg] = deque()
        self._stirred = asyncio.Event()
        self._asked = 0
        self._asked_at = 0.0
        self._odd: str | None = None

    async def hear(self, message: Msg) -> None:
        """What the server sends: a message, or a status."""
        status = (message.headers or {}).get("Status")
        if status is None:
            self._come.append(message)
            self._asked -= 1
        elif status in _REQUEST_IS_OVER:
            self._asked = 0
        else:
            self._odd = status
        self._stirred.set()

    async def next(self) -> list[Msg]:
        """What has come, as soon as something has; empty when nothing came for a second.

        Raises Odd.
        """
        first = await self._something()
        if not first:
            return first
        if self._pause:
            await asyncio.sleep(self._pause)
            return first + await self._what_is_there()
        if self._asked <= 0 and self._odd is None:
            await self._ask(AT_ONCE)  # the next are on their way while these are worked on
        return first

    async def _something(self) -> list[Msg]:
        loop = asyncio.get_running_loop()
        until = loop.time() + _EXPIRES
        while not self._come:
            self._check(loop.time())
            if loop.time() >= until:
                return []
            if self._asked <= 0:
                await self._ask(1 if self._pause else AT_ONCE)
            await self._stir()
        return self._taken()

    async def _what_is_there(self) -> list[Msg]:
        await self._ask(AT_ONCE, wait=False)
        while self._asked > 0:
            self._check(asyncio.get_running_loop().time())
            await self._stir()
        return self._taken()

    async def _stir(self) -> None:
        self._stirred.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stirred.wait(), _EXPIRES / 4)

    def _taken(self) -> list[Msg]:
        come = list(self._come)
        self._come.clear()
        return come

    def _check(self, now: float) -> None:
        if self._odd is not None:
            raise Odd(self._odd)
        if not self._client.is_connected or self._client.stats["reconnects"] != self._connection:
            raise Odd("reconnected")
        if self._asked > 0 and now - self._asked_at > _LOST:
            raise Odd("silent")

    async def _ask(self, many: int, *, wait: bool = True) -> None:
        self._asked, self._asked_at = many, asyncio.get_running_loop().time()
        how = {"expires": int(_EXPIRES * 1e9)} if wait else {"no_wait": True}
        request = json.dumps({"batch": many, **how}).encode()
        await self._client.publish(self._ask_at, request, reply=self._inbox)


@asynccontextmanager
async def pulling(
    client: Client,
    stream: str,
    first: int,
    *,
    pause: float = 0.0,
    subjects: Sequence[str] | None = None,
) -> AsyncIterator[Pull]:
    """Read `stream`, or these subjects of it, from sequence `first` on.

    `pause`: seconds from a message to the rest.

    Raises Odd when the bus is away, NotFoundError when there is no such stream.
    """
    if not client.is_connected:
        raise Odd("away")
    bus = client.jetstream(timeout=_PATIENCE)
    name = f"pull-{uuid4().hex}"
    inbox = client.new_inbox()
    pull = Pull(client, stream, name, inbox, pause)
    await bus.add_consumer(
        stream,
        ConsumerConfig(
            name=name,
            deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=first,
            filter_subjects=None if subjects is None else list(subjects),
            ack_policy=AckPolicy.NONE,
            inactive_threshold=30.0,
            num_replicas=1,
            mem_storage=True,
        ),
    )
    subscription = await client.subscribe(inbox, cb=pull.hear)
    try:
        yield pull
    finally:
        with suppress(Error, TimeoutError, OSError):
            await subscription.unsubscribe()
            if client.is_connected:
                # Not waited for: the server forgets it by itself after a while.
                await client.publish(f"$JS.API.CONSUMER.DELETE.{stream}.{name}")
