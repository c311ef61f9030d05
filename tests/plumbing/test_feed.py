"""A room's log can be read over HTTP by the house, in bounded pages, exactly as it was written."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
import pytest

from services.kernel.store import Append, Appended, Outcome
from services.plumbing.envelope import from_message, headers
from services.plumbing.feed import FeedOf
from services.plumbing.feed_reader import reading
from services.plumbing.health import Check, Heartbeat, routes
from services.plumbing.metrics import Metrics
from services.plumbing.ops import ops_app, serving
from services.plumbing.postgres import StoreUnavailable
from services.plumbing.source import FeedAway
from services.plumbing.waking import WakingStore
from tests.plumbing.on_the_wire import TOKEN, LogOnPaper
from tests.scenario import STREET


@asynccontextmanager
async def door(log: LogOnPaper | WakingStore) -> AsyncIterator[str]:
    app = ops_app(FeedOf(log, [STREET], TOKEN).routes(), Metrics())
    async with serving(app, "127.0.0.1", 0) as url:
        yield url


async def test_the_feed_tells_what_the_bus_tells() -> None:
    log = LogOnPaper()
    await log.write(7)
    async with door(log) as url, reading(url, TOKEN) as feed:
        assert await feed.events(STREET, 2, 3) == await log.read(STREET, 2, 3)
        assert await feed.events(STREET, 7, 10) == []
    for stored in await log.read(STREET, 0, 7):
        assert from_message(headers(stored, "one"), stored.body) == stored


async def test_the_feed_is_open_to_the_house_alone() -> None:
    log = LogOnPaper()
    await log.write(1)
    async with door(log) as url, httpx2.AsyncClient(base_url=url) as client:
        page = f"/feed/{STREET}/events"
        for wrong in ({}, {"authorization": "Bearer no"}, {"authorization": f"Basic {TOKEN}"}):
            assert (await client.get(page, headers=wrong)).status_code == 401
        good = {"authorization": f"Bearer {TOKEN}"}
        answer = await client.get(page, headers=good)
        assert answer.status_code == 200
        assert answer.json()["events"][0]["stream"] == "unit-U1"
        head = await client.get(f"/feed/{STREET}/head", headers=good)
        assert head.json() == {"log": STREET, "position": 1}
        assert (await client.get("/feed/elsewhere/events", headers=good)).status_code == 404


@pytest.mark.parametrize(
    "query", ["limit=1001", "limit=-1", "limit=x", "after=-1", "after=1e3", "after=" + "9" * 40]
)
async def test_pages_are_bounded(query: str) -> None:
    async with door(LogOnPaper()) as url, httpx2.AsyncClient(base_url=url) as client:
        good = {"authorization": f"Bearer {TOKEN}"}
        answer = await client.get(f"/feed/{STREET}/events?{query}", headers=good)
        assert answer.status_code == 400


async def test_a_log_that_is_away_is_503_to_whoever_reads() -> None:
    async with door(WakingStore()) as url, reading(url, TOKEN) as feed:
        with pytest.raises(FeedAway):
            await feed.events(STREET, 0, 10)
        async with httpx2.AsyncClient(base_url=url) as client:
            good = {"authorization": f"Bearer {TOKEN}"}
            answer = await client.get(f"/feed/{STREET}/head", headers=good)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


async def test_a_closed_door_is_a_feed_that_is_away() -> None:
    async with door(LogOnPaper()) as url:
        pass
    async with reading(url, TOKEN) as feed:
        with pytest.raises(FeedAway):
            await feed.events(STREET, 0, 10)


async def test_a_program_is_ready_when_everything_answers() -> None:
    answers: dict[str, bool | Exception] = {"postgres": True, "bus": True}

    async def bus() -> bool:
        found = answers["bus"]
        if isinstance(found, Exception):
            raise found
        return found

    async def postgres() -> bool:
        return bool(answers["postgres"])

    heartbeat = Heartbeat(every=0.02)
    app = ops_app(routes(heartbeat, {"postgres": postgres, "bus": bus}), Metrics())
    with heartbeat.beating():
        async with serving(app, "127.0.0.1", 0) as url, httpx2.AsyncClient(base_url=url) as client:
            assert (await client.get("/healthz")).json() == {"ok": True, "alive": True}
            assert (await client.get("/readyz")).status_code == 200
            for trouble in (False, ConnectionError(), StoreUnavailable("x")):
                answers["bus"] = trouble
                answer = await client.get("/readyz")
                assert answer.status_code == 503
                assert answer.json() == {"ok": False, "postgres": True, "bus": False}
            exposed = await client.get("/metrics")
            assert "yizhan_relay_lag_positions" in exposed.text


async def test_a_program_that_opens_while_it_is_asked_answers_for_what_was_asked() -> None:
    ready: dict[str, Check] = {}

    async def opens() -> bool:
        ready.clear()
        ready.update(postgres=opens, bus=opens)
        return False

    ready["open"] = opens
    app = ops_app(routes(Heartbeat(), ready), Metrics())
    async with serving(app, "127.0.0.1", 0) as url, httpx2.AsyncClient(base_url=url) as client:
        answer = await client.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"ok": False, "open": False})


async def an_append() -> Append:
    """The append of one event, as a room would ask for it."""
    kept: list[Append] = []

    class Keeping(LogOnPaper):
        async def append(self, request: Append) -> Outcome:
            kept.append(request)
            return await super().append(request)

    await Keeping().write(1)
    return kept[0]


async def test_the_log_wakes_who_carries_it_on() -> None:
    inner, store = LogOnPaper(), WakingStore()
    with pytest.raises(StoreUnavailable):
        await store.head(STREET)
    store.open(inner)
    here, there = store.sleeper(STREET), store.sleeper("elsewhere")
    asked = await an_append()
    assert isinstance(await store.append(asked), Appended)
    assert [each.position for each in await store.read(STREET, 0, 10)] == [1]
    assert here.is_set()
    assert not there.is_set()


STANDS_STILL = """
import asyncio, signal
from services.plumbing.health import Heartbeat
async def main():
    with Heartbeat(every=0.05, slow=0.1, dead=0.5).beating():
        await asyncio.sleep(0.2)
        signal.pause()
asyncio.run(main())
"""


async def test_a_program_whose_event_loop_stands_still_is_ended() -> None:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-c", STANDS_STILL, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await asyncio.wait_for(program.communicate(), 20)
    assert program.returncode == 75
    assert b"stands still" in said
