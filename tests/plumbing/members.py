"""Members of a bus with the users of the product, and what really arrives on it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg

from services.plumbing.bus import Hold
from tests.servers import BUS_USER, OpenNats


@asynccontextmanager
async def member(bus: OpenNats, user: str) -> AsyncIterator[tuple[Client, Hold]]:
    """A connection as a program has it, and what it was denied."""
    hold = Hold(user)
    client = await nats.connect(bus.url(user), **hold.options())
    await hold.reached()
    try:
        yield client, hold
    finally:
        await hold.leave(client)


@asynccontextmanager
async def overhearing(bus: OpenNats, subject: str) -> AsyncIterator[list[str]]:
    """What really arrives at a subject while the block runs."""
    passed: list[str] = []

    async def hear(message: Msg) -> None:
        passed.append(message.subject)

    async with member(bus, BUS_USER) as (client, _):
        await client.subscribe(subject, cb=hear)
        await sent(client)
        yield passed
        await sent(client)


async def sent(client: Client) -> None:
    """Wait until the server has all of it. One round trip is not enough: nats-py's ping overtakes
    what still waits to be sent, which has gone when the first answer comes."""
    await client.flush()
    await client.flush()
