"""The bus is laid out by one step, which changes nothing that stands."""

from typing import Any

import orjson
import pytest
from nats.aio.client import Client
from nats.js.errors import APIError

from services.plumbing.addresses import stream_name
from services.plumbing.bus import connected
from services.plumbing.provision import apply, provision
from tests.plumbing.on_the_wire import ROOM
from tests.scenario import STREET

STREAM = stream_name(ROOM, STREET)


async def layout(client: Client) -> dict[str, Any]:
    answer = await client.request(f"$JS.API.STREAM.INFO.{STREAM}", timeout=2)
    config: dict[str, Any] = orjson.loads(answer.data)["config"]
    return config


async def test_a_log_s_stream_keeps_what_it_is_told_and_forgets_by_age_alone(
    nats_url: str,
) -> None:
    async with connected(nats_url, "test") as client:
        laid = await provision(client, ROOM, STREET)
        assert (laid.stream, laid.made, laid.drift) == ("PETITIONS_shengquan", True, ())
        stands = await layout(client)
        assert stands["subjects"] == ["evt.petitions.shengquan.>"]
        assert (stands["retention"], stands["discard"], stands["storage"]) == (
            "limits",
            "old",
            "file",
        )
        assert stands["max_age"] == 30 * 24 * 3600 * 10**9
        assert stands["duplicate_window"] == 120 * 10**9
        assert stands["max_msg_size"] == 256 * 1024
        flags = ("deny_delete", "deny_purge", "allow_direct", "allow_atomic")
        assert [stands[flag] for flag in flags] == [True] * 4
        with pytest.raises(APIError):
            await client.jetstream().purge_stream(STREAM)


async def test_laying_out_again_changes_nothing(nats_url: str) -> None:
    async with connected(nats_url, "test") as client:
        await apply(client, ["petitions", "mediation"], [STREET, "dingshan"])
        before = await layout(client)
        again = await apply(client, ["petitions", "mediation"], [STREET, "dingshan"])
        assert [(laid.made, laid.drift) for laid in again] == [(False, ())] * 4
        assert await layout(client) == before


async def test_a_stream_that_differs_is_told_and_left_alone(nats_url: str) -> None:
    async with connected(nats_url, "test") as client:
        bus = client.jetstream()
        await bus.add_stream(
            name=STREAM, subjects=[f"evt.{ROOM}.{STREET}.>"], max_age=60, max_bytes=1 << 20
        )
        before = await layout(client)
        laid = await provision(client, ROOM, STREET)
        assert not laid.made
        assert "max_age 60.0 ≠ 2592000.0" in laid.drift
        assert "allow_atomic" in laid.sentence
        assert await layout(client) == before


async def test_a_stream_may_begin_at_the_oldest_position_worth_keeping(nats_url: str) -> None:
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET, first=501)
        state = (await client.jetstream().stream_info(STREAM)).state
        assert (state.first_seq, state.last_seq) == (501, 500)
