"""The hall, open on real servers, and those who ask it and look at it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx2
from nats.aio.client import Client
from nats.js.errors import NotFoundError

from services.kernel import Command
from services.kernel.ask import Ask
from services.kernel.replies import Accepted, Refused, Reply
from services.petitions.room import room as hall
from services.plumbing import wire
from services.plumbing.addresses import stream_name
from services.plumbing.bus import connected
from services.plumbing.courier import Courier
from services.plumbing.provision import keep_provisioned
from tests.plumbing.on_the_wire import (
    ROOM,
    asking,
    beside,
)
from tests.scenario import STREET

room = replace(hall, hears={})


STREAM = stream_name(ROOM, STREET)


async def ask(client: Client, asked: Command | Ask, timeout: float = 5.0) -> Reply:
    one = asked if isinstance(asked, Ask) else asking(asked)
    return await Courier(client, timeout).ask(ROOM, one)


async def accepted(client: Client, asked: Command | Ask) -> Accepted:
    """Ask as a patient client does: again, under the same id, until there is an answer."""
    one = asked if isinstance(asked, Ask) else asking(asked)
    deadline = asyncio.get_running_loop().time() + 20
    while True:
        try:
            reply = await ask(client, one)
        except wire.RoomUnreachable:
            reply = None
        match reply:
            case Accepted():
                return reply
            case Refused() if reply.kind != "busy":
                raise AssertionError(reply)
            case _:
                assert asyncio.get_running_loop().time() < deadline, reply
                await asyncio.sleep(0.05)


async def ready(address: str) -> tuple[int, dict[str, Any]]:
    async with httpx2.AsyncClient(base_url=address) as client:
        answer = await client.get("/readyz")
    return answer.status_code, answer.json()


async def is_ready(address: str) -> bool:
    return (await ready(address))[0] == 200


async def published(client: Client) -> int:
    """How far the stream reaches; nowhere while it is not laid out again."""
    try:
        return (await client.jetstream().stream_info(STREAM)).state.last_seq
    except NotFoundError:
        return 0


@asynccontextmanager
async def laid_out(url: str) -> AsyncIterator[Client]:
    """A client, on a bus that is kept laid out."""
    async with (
        connected(url, "test") as client,
        connected(url, "provisioner") as layer,
        beside(keep_provisioned(layer, [ROOM], [STREET], every=0.1)),
    ):
        yield client
