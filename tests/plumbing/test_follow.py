"""Whoever follows a log is given every event once and in order, whatever the bus does."""

import asyncio
from functools import partial
from time import process_time

import orjson

from services.plumbing.addresses import event_subject, watermark_subject
from services.plumbing.bus import connected
from services.plumbing.follow import follow
from services.plumbing.metrics import Metrics
from services.plumbing.provision import provision
from services.plumbing.publishing import Publisher
from tests.plumbing.followed import STREAM, carry, source
from tests.plumbing.on_the_wire import ROOM, Follower, LogOnPaper, beside, until
from tests.scenario import STREET


async def cpu_seconds(in_seconds: float) -> float:
    """What this process works while nothing happens."""
    before = process_time()
    await asyncio.sleep(in_seconds)
    return process_time() - before


def healed(metrics: Metrics) -> float:
    value = metrics.registry.get_sample_value(
        "yizhan_gaps_healed_total", {"consumer": "mediation", "room": ROOM}
    )
    return value or 0.0


async def test_events_come_in_order_from_the_checkpoint_on(nats_url: str) -> None:
    log, follower = LogOnPaper(), Follower()
    await log.write(1200)
    follower.heard = list(await log.read(STREET, 0, 100))
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 400)
        async with beside(follow(source(client, None), follower.after, follower.apply)):
            for upto in (600, 601, 602, 1100, 1200):
                await carry(client, log, upto)
            await until(lambda: len(follower.heard) == 1200)
    assert follower.heard == list(await log.read(STREET, 0, 1200))


async def test_an_event_is_handed_on_without_waiting_for_more(nats_url: str) -> None:
    log, follower = LogOnPaper(), Follower()
    loop = asyncio.get_running_loop()
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        async with beside(follow(source(client, None), follower.after, follower.apply)):
            took = []
            for n in range(1, 12):
                await log.write(1)
                began = loop.time()
                await carry(client, log, n)
                await until(partial(follower.has, n))
                took.append(loop.time() - began)
    assert sorted(took)[len(took) // 2] < 0.1


async def test_a_gap_on_the_bus_is_filled_from_the_feed(nats_url: str) -> None:
    log, follower, metrics = LogOnPaper(), Follower(), Metrics()
    await log.write(30)
    async with connected(nats_url, "test") as client:
        bus = client.jetstream()
        await bus.add_stream(
            name=STREAM,
            subjects=[f"evt.{ROOM}.{STREET}.>"],
            allow_atomic=True,
            max_bytes=1 << 20,
        )
        await carry(client, log, 30)
        for lost in (7, 8, 9, 20):
            await bus.delete_msg(STREAM, lost)
        following = follow(source(client, log, metrics), follower.after, follower.apply)
        async with beside(following):
            await until(lambda: len(follower.heard) == 30)
    assert follower.positions == list(range(1, 31))
    assert healed(metrics) == 2


async def test_a_message_that_is_no_event_is_passed_over_and_its_place_filled(
    nats_url: str,
) -> None:
    log, follower, metrics = LogOnPaper(), Follower(), Metrics()
    await log.write(6)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 3)
        await client.jetstream().publish(event_subject(ROOM, STREET, "unit", "Strange"), b"\xff")
        publisher = Publisher(client, ROOM, STREET)
        await publisher.publish(await log.read(STREET, 4, 2), "one")
        async with beside(follow(source(client, log, metrics), follower.after, follower.apply)):
            await until(lambda: len(follower.heard) == 6)
    assert follower.positions == [1, 2, 3, 4, 5, 6]
    assert healed(metrics) == 1


async def test_a_silent_tail_is_noticed_by_the_watermark(nats_url: str) -> None:
    log, follower = LogOnPaper(), Follower()
    await log.write(8)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 5)
        async with beside(follow(source(client, log), follower.after, follower.apply)):
            await until(lambda: len(follower.heard) == 5)
            told = orjson.dumps({"head": 8, "epoch": "one"})
            await client.publish(watermark_subject(ROOM, STREET), told)
            await until(lambda: len(follower.heard) == 8)
    assert follower.positions == list(range(1, 9))


async def test_a_deleted_consumer_is_replaced_and_nothing_spins(nats_url: str) -> None:
    log, follower = LogOnPaper(), Follower()
    await log.write(4)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 2)
        heard = source(client, None)
        async with beside(follow(heard, follower.after, follower.apply)):
            await until(lambda: len(follower.heard) == 2)
            bus = client.jetstream()

            def another(than: str) -> bool:
                return heard.ear.consumer not in (None, than)

            for _ in range(3):
                consumer = heard.ear.consumer
                assert consumer is not None
                await bus.delete_consumer(STREAM, consumer)
                await until(partial(another, consumer))
            await carry(client, log, 4)
            await until(lambda: len(follower.heard) == 4)
            assert await cpu_seconds(in_seconds=1.5) < 0.3
    assert follower.positions == [1, 2, 3, 4]


async def test_while_there_is_no_stream_the_feed_is_followed_calmly(nats_url: str) -> None:
    log, follower = LogOnPaper(), Follower()
    async with (
        connected(nats_url, "test") as client,
        beside(follow(source(client, log), follower.after, follower.apply)),
    ):
        await log.write(3)
        await until(lambda: len(follower.heard) == 3)
        assert await cpu_seconds(in_seconds=1.5) < 0.3
        await provision(client, ROOM, STREET)
        await log.write(2)
        await carry(client, log, 5)
        await until(lambda: len(follower.heard) == 5)
    assert follower.positions == [1, 2, 3, 4, 5]
