"""The event stream: what happened while a client was away is told when it comes back, and once."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import httpx2
import orjson

from services.kernel.values import State
from tests.walk import petitioning
from tests.walk.client import Client
from tests.walk.logs import events
from tests.walk.people import OFFICER, SECOND_OFFICER, resident
from tests.walk.street import Street
from tests.walk.town import Town

PATIENCE = 15.0


class Told(State):
    """One event of the stream."""

    id: str
    kind: str
    data: dict[str, Any]


async def test_after_a_reconnect_nothing_is_missing_and_nothing_repeated(
    town: Town, client: Client, street: Street
) -> None:
    before = len(await events(town, "petitions"))
    begun = asyncio.Event()
    listening = asyncio.create_task(_hear(client, 3, begun))
    await asyncio.wait_for(begun.wait(), PATIENCE)
    first = await _filed(client, range(3))
    heard = await listening
    # Nobody listens now.
    second = await _filed(client, range(3, 8))
    heard += await _hear(client, 5, last=heard[-1].id)
    listening = asyncio.create_task(_hear(client, 2, asyncio.Event(), last=heard[-1].id))
    third = await _filed(client, range(8, 10))
    heard += await listening

    assert [each.data["stream"] for each in heard] == [
        f"petition-{key}" for key in (*first, *second, *third)
    ]
    logged = (await events(town, "petitions"))[before:]
    assert [each.data["position"] for each in heard] == [each["position"] for each in logged]
    assert len({each.id for each in heard}) == 10


async def test_a_client_that_repeats_its_last_event_id_is_told_the_same_again(
    client: Client, street: Street
) -> None:
    begun = asyncio.Event()
    listening = asyncio.create_task(_hear(client, 1, begun))
    await asyncio.wait_for(begun.wait(), PATIENCE)
    await _filed(client, range(20, 21))
    [start] = await listening
    await _filed(client, range(21, 24))
    once = await _hear(client, 3, last=start.id)
    again = await _hear(client, 3, last=start.id)
    assert once == again


async def test_a_resident_is_not_told_what_others_said(client: Client, street: Street) -> None:
    teller = resident("listens too")
    begun = asyncio.Event()
    listening = asyncio.create_task(_hear(client, 1, begun, who=teller))
    await asyncio.wait_for(begun.wait(), PATIENCE)
    await petitioning.filed(client, resident("hides"), identity_mode="CONFIDENTIAL")
    mine = await petitioning.filed(client, teller)
    [heard] = await listening
    assert heard.data["stream"] == f"petition-{mine.key}"
    assert "event" not in heard.data


async def test_a_malformed_last_event_id_is_refused(client: Client, street: Street) -> None:
    headers = {"Last-Event-ID": "yesterday", "Authorization": f"Bearer {_token(client)}"}
    answer = await client.http.get("/v1/events", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/malformed-position")


async def _filed(client: Client, numbers: range) -> list[str]:
    return [
        (await petitioning.filed(client, resident(f"streams {n}"), matter=f"S{n}")).key
        for n in numbers
    ]


async def _hear(
    client: Client,
    many: int,
    begun: asyncio.Event | None = None,
    last: str | None = None,
    who: Any = SECOND_OFFICER,
) -> list[Told]:
    """So many events of the hall, then the connection is cut."""
    headers = {"Authorization": f"Bearer {client.tokens.of(who)}"}
    if last is not None:
        headers["Last-Event-ID"] = last
    heard: list[Told] = []
    async with asyncio.timeout(PATIENCE):
        async with client.http.stream("GET", "/v1/events?room=petitions", headers=headers) as told:
            assert told.status_code == 200
            async with aclosing(_blocks(told)) as blocks:
                async for block in blocks:
                    if begun is not None:
                        begun.set()
                    if "event" in block:
                        data = orjson.loads(block["data"])
                        heard.append(Told(id=block["id"], kind=block["event"], data=data))
                    if len(heard) == many:
                        return heard
    raise AssertionError(f"the stream ended after {len(heard)} of {many} events")


async def _blocks(told: httpx2.Response) -> AsyncGenerator[dict[str, str]]:
    """The fields of each block as they come; the first block has none but `retry` and `id`."""
    block: dict[str, str] = {}
    async for line in told.aiter_lines():
        if line:
            name, _, text = line.partition(":")
            block[name] = text.strip()
        elif block:
            yield block
            block = {}


def _token(client: Client) -> str:
    return client.tokens.of(OFFICER)
