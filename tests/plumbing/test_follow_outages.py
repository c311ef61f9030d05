"""Whoever follows a log goes on following it while its bus, its feed or they themselves fail."""

import asyncio
import os
import signal
from collections.abc import Callable, Collection, Sequence

from nats.errors import Error

from services.kernel.record import Stored
from services.plumbing.bus import connected
from services.plumbing.follow import follow
from services.plumbing.metrics import Metrics
from services.plumbing.provision import keep_provisioned, provision
from services.plumbing.source import FeedAway, Source, Stretch
from tests.conftest import MakeServer
from tests.plumbing.followed import carry, source
from tests.plumbing.on_the_wire import ROOM, Follower, LogOnPaper, beside, until
from tests.scenario import STREET


async def test_delivery_resumes_soon_after_the_server_was_killed(own_nats: MakeServer) -> None:
    server = await own_nats()
    log, follower = LogOnPaper(), Follower()
    await log.write(60)
    loop = asyncio.get_running_loop()
    async with connected(server.url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 20)
        async with beside(follow(source(client, None), follower.after, follower.apply)):
            await until(lambda: len(follower.heard) == 20)
            await server.kill()
            await until(lambda: not client.is_connected)
            await server.start()
            await until(lambda: client.is_connected)
            began = loop.time()
            await carry(client, log, 60)
            await until(lambda: len(follower.heard) == 60)
            assert loop.time() - began < 2
    assert follower.positions == list(range(1, 61))


async def test_while_the_bus_is_down_the_feed_is_followed(own_nats: MakeServer) -> None:
    server = await own_nats()
    log, follower = LogOnPaper(), Follower()
    await log.write(5)
    async with connected(server.url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 5)
        async with beside(follow(source(client, log), follower.after, follower.apply)):
            await until(lambda: len(follower.heard) == 5)
            await server.stop()
            await log.write(10)
            await until(lambda: len(follower.heard) == 15)
            await server.start()
            await until(lambda: client.is_connected)
            await carry(client, log, 15)
            await log.write(1)
            await carry(client, log, 16)
            await until(lambda: len(follower.heard) == 16)
    assert follower.positions == list(range(1, 17))


async def test_a_server_that_freezes_delays_nothing_and_repeats_nothing(
    own_nats: MakeServer,
) -> None:
    server = await own_nats()
    log, follower = LogOnPaper(), Follower()
    await log.write(20)
    async with connected(server.url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 10)
        async with beside(follow(source(client, log), follower.after, follower.apply)):
            await until(lambda: len(follower.heard) == 10)
            os.kill(server.pid, signal.SIGSTOP)
            try:
                await until(lambda: len(follower.heard) == 20, within=12)
            finally:
                os.kill(server.pid, signal.SIGCONT)
            await until(lambda: client.is_connected)

            async def carried() -> bool:
                await carry(client, log, 20)
                return True

            await until(carried)
    assert follower.positions == list(range(1, 21))


class Clumsy(Follower):
    """Fails now and then, sometimes after a part was done."""

    def __init__(self, fail: Callable[[int], bool]) -> None:
        super().__init__()
        self.fail, self.calls = fail, 0

    async def apply(self, events: Sequence[Stored]) -> None:
        self.calls += 1
        if self.fail(self.calls):
            self.heard += events[: len(events) // 2]
            raise ConnectionError("database away")
        await super().apply(events)


async def test_what_could_not_be_applied_comes_again_from_the_checkpoint(nats_url: str) -> None:
    log, follower = LogOnPaper(), Clumsy(lambda call: call in (1, 2, 4))
    await log.write(50)
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await carry(client, log, 50)
        async with beside(follow(source(client, None), follower.after, follower.apply)):
            await until(lambda: len(follower.heard) == 50)
    assert follower.positions == list(range(1, 51))


class Closed:
    """A feed that cannot be read."""

    async def events(self, log: str, after: int, limit: int) -> Sequence[Stored]:
        raise FeedAway

    async def some(self, log: str, after: int, types: Collection[str]) -> Stretch:
        raise FeedAway


async def test_without_bus_and_feed_a_follower_waits_and_goes_on(own_nats: MakeServer) -> None:
    server = await own_nats()
    log, follower = LogOnPaper(), Follower()
    await log.write(3)
    async with (
        connected(server.url, "test") as client,
        connected(server.url, "lay") as layer,
        beside(keep_provisioned(layer, [ROOM], [STREET], every=0.1)),
    ):
        alone = Source(
            client=client,
            room=ROOM,
            log=STREET,
            feed=Closed(),
            follower="mediation",
            metrics=Metrics(),
        )
        async with beside(follow(alone, follower.after, follower.apply)):
            await server.stop()
            await until(lambda: not client.is_connected)
            await server.start()
            await until(lambda: client.is_connected)

            async def carried() -> bool:
                try:
                    await carry(client, log, 3)
                except (Error, TimeoutError):
                    return False
                return True

            await until(carried)
            await until(lambda: len(follower.heard) == 3)
    assert follower.positions == [1, 2, 3]
