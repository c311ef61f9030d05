"""Which requests are traced, and that tracing is in nobody's way."""

import asyncio
import sys
import time
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr

from services.plumbing import wire
from services.plumbing.envelope import headers
from services.plumbing.settings import RoomSettings
from services.plumbing.tracing import traced
from services.plumbing.tracing.choice import Choice
from services.plumbing.tracing.export import exporting
from services.plumbing.tracing.span import Span, given_by
from tests.plumbing.on_the_wire import ROOM, asking, the_street
from tests.plumbing.traces import CLIENT, TRACE, Heard, an_event, ids


@pytest.mark.parametrize(("flag", "share"), [("01", 0.0), ("00", 1.0)])
def test_a_client_that_decided_before_us_is_obeyed_all_the_way(flag: str, share: float) -> None:
    gateway = Heard(share)
    request = gateway.tracing.request(TRACE, given_by(CLIENT[:-2] + flag))
    gateway.tracing.heard(ROOM, [an_event(), an_event(uuid4())], time.time_ns())
    assert (request is not None) == (flag == "01")
    assert gateway.names == ["fold petitions"]
    assert {ids(each)[0] == TRACE.int for each in gateway.spans} == {flag == "01"}


def test_the_share_is_of_the_bytes_of_a_trace_that_are_random() -> None:
    ours = "0195a000-0000-7000-8000-"  # a UUID's other bits are the same in all of ours
    ten_percent = Choice(0.1)
    assert ten_percent.of(UUID(f"{ours}000000000001"))
    assert ten_percent.of(UUID("0195a000-0000-7000-8019-999999999999"))
    assert not ten_percent.of(UUID("0195a000-0000-7000-801a-000000000000"))
    assert not Choice(0).of(UUID(int=0))
    assert Choice(1).of(UUID(int=2**128 - 1))


def test_only_so_many_decisions_of_others_are_remembered() -> None:
    choice = Choice(0)
    for n in range(4097):
        choice.follow(UUID(int=n), True)
    assert not choice.of(UUID(int=0))
    assert choice.of(UUID(int=1))
    assert choice.of(UUID(int=4096))
    choice.follow(UUID(int=1), False)
    assert not choice.of(UUID(int=1))


async def test_nothing_is_traced_unless_somebody_asks_for_it() -> None:
    settings = RoomSettings(
        database_url=SecretStr("postgresql://db/hall"), nats_url=SecretStr("nats://bus:4222")
    )
    async with traced(settings, "petitions") as tracing:
        assert tracing is None
    assert wire.written(asking(the_street)).headers["traceparent"].endswith("-00")
    assert headers(an_event(), "one")["traceparent"].endswith("-00")


async def test_programs_do_not_even_load_the_library_then() -> None:
    look = "import services.gateway.room, services.petitions.room, services.plumbing.life, sys"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", f"{look}; print('opentelemetry.sdk' in sys.modules)"),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    assert said == b"False\n"


async def test_a_collector_that_is_away_holds_nobody_up() -> None:
    clock = asyncio.get_running_loop().time
    async with exporting("http://127.0.0.1:1", "petitions") as tell:
        began = clock()
        for n in range(1, 10_000):
            tell(Span("internal", "a", 1, n, 0, 1, 2, {}, failed=False))
        told = clock() - began
        began = clock()
    assert told < 5
    assert clock() - began < 2
