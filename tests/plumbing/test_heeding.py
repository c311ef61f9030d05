"""Whoever acts upon some events acts upon each of them, whatever becomes of the bus or the feed."""

from collections.abc import Collection
from functools import partial

import pytest
from nats.aio.client import Client
from structlog.testing import capture_logs

from services.contracts.petitions.events.registry import UnitRegistered
from services.kernel.record import Stored
from services.plumbing import heeding
from services.plumbing.bus import connected
from services.plumbing.heeding import heed
from services.plumbing.metrics import Metrics
from services.plumbing.provision import provision
from services.plumbing.source import FeedAway, Stretch
from tests.plumbing.followed import carry, source
from tests.plumbing.on_the_wire import ROOM, LogOnPaper, beside, until
from tests.scenario import STREET

KINDS = {"UnitRegistered": UnitRegistered}


@pytest.fixture(autouse=True)
def soon_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a test need not wait: the order of things stays what it is."""
    monkeypatch.setattr(heeding, "SURE_EVERY", 0.2)


class Actor:
    """Acts upon events, and keeps how far that has come."""

    def __init__(self) -> None:
        self.acted: list[int] = []
        self.checkpoint = 0
        self.failures: list[Exception] = []

    def has(self, how_many: int) -> bool:
        return len(self.acted) == how_many

    async def after(self) -> int:
        return self.checkpoint

    async def act(self, stored: Stored) -> None:
        if self.failures:
            raise self.failures.pop()
        assert stored.type in KINDS
        self.acted.append(stored.position)

    async def reach(self, position: int) -> None:
        assert position > self.checkpoint
        self.checkpoint = position


class Feed(LogOnPaper):
    """A feed that may be shut."""

    shut = False

    async def some(self, log: str, after: int, types: Collection[str]) -> Stretch:
        if self.shut:
            raise FeedAway
        return await super().some(log, after, types)


async def heeded(client: Client, log: Feed, actor: Actor, metrics: Metrics | None = None) -> None:
    await heed(source(client, log, metrics), log, KINDS, actor)


async def grown(log: Feed) -> None:
    """Twenty events, of which the fifth, tenth, fifteenth and twentieth matter."""
    for _ in range(4):
        await log.write(4, kind="RoomOpened")
        await log.write(1)


async def test_what_matters_is_acted_upon_in_order_and_all_is_passed(nats_url: str) -> None:
    log, actor = Feed(), Actor()
    await grown(log)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 7)
        async with beside(heeded(client, log, actor)):
            await until(lambda: actor.checkpoint == 20)
            await log.write(1)
            await carry(client, log, 21)
            await until(lambda: actor.acted == [5, 10, 15, 20, 21])
            await log.write(3, kind="RoomOpened")
            await until(lambda: actor.checkpoint == 24)
    assert actor.acted == [5, 10, 15, 20, 21]


async def test_what_the_bus_lost_the_feed_tells(nats_url: str) -> None:
    log, actor, metrics = Feed(), Actor(), Metrics()
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await grown(log)
        await carry(client, log, 4)
        await client.jetstream().publish(f"evt.{ROOM}.{STREET}.unit.RoomOpened", b"{}")
        await carry(client, log, 20)  # another stands in the place of the fifth
        log.shut = True
        with capture_logs() as said:
            async with beside(heeded(client, log, actor, metrics)):
                await until(lambda: actor.acted == [10, 15, 20])
                assert actor.checkpoint == 0, "nobody knows yet what there was"
                log.shut = False
                await until(lambda: actor.checkpoint == 20)
    assert actor.acted == [10, 15, 20, 5]
    told = {"consumer": "mediation", "room": ROOM}
    assert metrics.registry.get_sample_value("yizhan_gaps_healed_total", told) == 1
    warned = [each["event"] for each in said if each["log_level"] == "warning"]
    assert warned == ["feed away", "gap"], "once, not at every look"


async def test_without_a_bus_the_feed_alone_is_read(nats_url: str) -> None:
    log, actor = Feed(), Actor()
    await grown(log)
    async with connected(nats_url, "test") as client, beside(heeded(client, log, actor)):
        await until(lambda: actor.checkpoint == 20)
    assert actor.acted == [5, 10, 15, 20]


async def test_what_could_not_be_done_is_done_again_and_nothing_after_it_is_lost(
    nats_url: str,
) -> None:
    log, actor = Feed(), Actor()
    actor.failures = [ConnectionError(), LookupError()]
    await grown(log)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 20)
        with capture_logs() as told:
            async with beside(heeded(client, log, actor)):
                await until(lambda: actor.checkpoint == 20)
    assert actor.acted == [5, 10, 15, 20]
    warned = [each["event"] for each in told if each["log_level"] == "warning"]
    assert warned == ["events not applied, again from the checkpoint"] * 2, "of each failure"


async def test_what_an_operator_sets_back_is_heard_again(nats_url: str) -> None:
    log, actor = Feed(), Actor()
    await grown(log)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 20)
        for _ in range(2):
            actor.checkpoint = 9
            async with beside(heeded(client, log, actor)):
                await until(lambda: actor.checkpoint == 20)
    assert actor.acted == [10, 15, 20] * 2


async def test_an_event_is_acted_upon_without_waiting_to_be_sure(
    nats_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heeding, "SURE_EVERY", 3600)
    log, actor = Feed(), Actor()
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        async with beside(heeded(client, log, actor)):
            for n in (1, 2, 3):
                await log.write(1)
                await carry(client, log, n)
                await until(partial(actor.has, n))
    assert actor.acted == [1, 2, 3]
