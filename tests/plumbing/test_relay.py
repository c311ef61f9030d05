"""A log is carried to the bus whole, in order and once, whatever happens to either."""

import asyncio

import pytest
from nats.aio.client import Client
from nats.js.errors import NotFoundError

from services.plumbing.addresses import event_subject, stream_name
from services.plumbing.bus import connected
from services.plumbing.envelope import from_message, headers
from services.plumbing.provision import keep_provisioned, provision
from services.plumbing.publishing import OutOfStep, Publisher
from services.plumbing.relay import Relay
from tests.conftest import MakeServer
from tests.plumbing.on_the_wire import ROOM, LogOnPaper, an_epoch, beside, until
from tests.scenario import STREET

STREAM = stream_name(ROOM, STREET)


def relay_of(client: Client, log: LogOnPaper) -> Relay:
    return Relay(client, log, ROOM, STREET, woken=asyncio.Event(), epoch=an_epoch)


async def last(client: Client) -> int:
    """The stream's last sequence; -1 while there is no stream."""
    try:
        return (await client.jetstream(timeout=1).stream_info(STREAM)).state.last_seq
    except (NotFoundError, TimeoutError):
        return -1


async def stands(client: Client, log: LogOnPaper) -> None:
    """The stream holds exactly the log: each event at its own sequence, byte for byte."""
    bus = client.jetstream()
    state = (await bus.stream_info(STREAM)).state
    assert (state.first_seq, state.last_seq) == (1, await log.head(STREET))
    assert state.messages == state.last_seq
    for stored in await log.read(STREET, 0, state.last_seq):
        message = await bus.get_msg(STREAM, stored.position)
        assert from_message(message.headers or {}, message.data or b"") == stored


async def test_the_sequence_of_the_stream_is_the_position_of_the_log(nats_url: str) -> None:
    log = LogOnPaper()
    await log.write(3)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        relay = relay_of(client, log)
        async with beside(relay.run()):
            await until(lambda: relay.position == 3)
            await log.write(700)
            await until(lambda: relay.position == 703)
        await stands(client, log)


async def test_two_relays_at_once_publish_everything_once(nats_url: str) -> None:
    log = LogOnPaper()
    await log.write(40)
    async with connected(nats_url, "one") as one, connected(nats_url, "two") as two:
        await provision(one, ROOM, STREET)
        async with beside(relay_of(one, log).run()), beside(relay_of(two, log).run()):
            for how_many in (1, 12, 3, 60, 1, 9, 200, 5):
                await log.write(how_many)
                await asyncio.sleep(0)
            head = await log.head(STREET)

            async def carried() -> bool:
                return await last(one) == head

            await until(carried)
        await stands(one, log)


async def test_a_publish_repeated_after_a_lost_answer_stores_once(nats_url: str) -> None:
    log = LogOnPaper()
    await log.write(4)
    events = await log.read(STREET, 0, 4)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        publisher = Publisher(client, ROOM, STREET)
        await publisher.publish(events, "one")
        with pytest.raises(OutOfStep):
            await publisher.publish(events, "one")
        await stands(client, log)


async def test_an_atomic_batch_with_a_duplicate_falls_back_to_single_publishes(
    nats_url: str,
) -> None:
    log = LogOnPaper()
    await log.write(20)
    events = await log.read(STREET, 0, 20)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        # A stream whose memory of message ids holds one of the batch, while it is not at its place.
        bus = client.jetstream()
        told = headers(events[4], "one")
        await bus.publish(event_subject(ROOM, STREET, "unit", "UnitRegistered"), b"", headers=told)
        await bus.publish(event_subject(ROOM, STREET, "unit", "Other"), b"")
        publisher = Publisher(client, ROOM, STREET)
        batch = events[2:]
        with pytest.raises(OutOfStep):
            await publisher.publish(batch, "one")
        # 3 and 4 came one by one; 5 is the duplicate, which a stream that was not spoilt never has.
        assert await last(client) == 4


async def test_a_relay_waits_for_its_stream_and_never_makes_one(nats_url: str) -> None:
    log = LogOnPaper()
    await log.write(2)
    async with connected(nats_url, "test") as client:
        relay = relay_of(client, log)
        async with beside(relay.run()):
            assert await last(client) == -1
            await provision(client, ROOM, STREET)
            await until(lambda: relay.position == 2)
        await stands(client, log)


async def test_a_wiped_bus_is_laid_out_and_filled_again(own_nats: MakeServer) -> None:
    server = await own_nats()
    log = LogOnPaper()
    await log.write(25)
    async with connected(server.url, "relay") as client, connected(server.url, "lay") as layer:
        async with (
            beside(keep_provisioned(layer, [ROOM], [STREET], every=0.1)),
            beside(relay_of(client, log).run()),
        ):

            async def carried() -> bool:
                return client.is_connected and await last(client) == await log.head(STREET)

            await until(carried)
            await server.stop()
            for path in sorted(server.data.rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            await log.write(5)
            await server.start()
            await until(carried, within=20)
        await stands(client, log)


async def test_a_stream_deleted_under_a_running_relay_is_filled_again(nats_url: str) -> None:
    log = LogOnPaper()
    await log.write(12)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        relay = relay_of(client, log)
        async with beside(relay.run()):
            await until(lambda: relay.position == 12)
            await client.jetstream().delete_stream(STREAM)
            await provision(client, ROOM, STREET)
            await log.write(1)

            async def carried() -> bool:
                return await last(client) == 13

            await until(carried)
        await stands(client, log)


async def test_a_log_shorter_than_its_stream_stops_the_relay(nats_url: str) -> None:
    long, restored = LogOnPaper(), LogOnPaper()
    await long.write(9)
    await restored.write(6)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await Publisher(client, ROOM, STREET).publish(await long.read(STREET, 0, 9), "one")
        relay = relay_of(client, restored)
        await asyncio.wait_for(relay.run(), 5)
        assert relay.diverged
        assert await last(client) == 9


async def test_a_log_that_tells_another_story_stops_the_relay(nats_url: str) -> None:
    told, another = LogOnPaper(), LogOnPaper()
    await told.write(3)
    await another.write(2, "elsewhere")
    await another.write(5)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        events = await told.read(STREET, 0, 3)
        await Publisher(client, ROOM, STREET).publish(events, "one")
        bus = client.jetstream()
        await bus.publish(event_subject(ROOM, STREET, "unit", "Other"), b"{}")
        relay = relay_of(client, another)
        await asyncio.wait_for(relay.run(), 5)
        assert relay.diverged
