"""What is measured moves when what it measures does: an alert on a figure at rest would be none."""

import asyncio

import httpx2

from services.kernel.ask import Ask
from services.kernel.replies import Accepted, Refused
from services.plumbing import health, watermark
from services.plumbing.broker import Broker
from services.plumbing.bus import Hold, connected
from services.plumbing.counter import Counter
from services.plumbing.holdings import log_of, margin
from services.plumbing.life import serve
from services.plumbing.metrics import Metrics
from services.plumbing.ops import ops_app, serving
from services.plumbing.relay import Relay
from tests.conftest import MakeDatabase
from tests.plumbing.an_open_room import accepted, ask, is_ready, laid_out, room
from tests.plumbing.on_the_wire import (
    ROOM,
    an_epoch,
    beside,
    register,
    settings,
    the_street,
    until,
)
from tests.scenario import STREET

OF_ROOM = {"room": ROOM}
OF_LOG = {**OF_ROOM, "street": STREET}


def value(metrics: Metrics, name: str, labels: dict[str, str]) -> float | None:
    return metrics.registry.get_sample_value(f"yizhan_{name}", labels)


async def test_a_command_moves_the_figures_of_the_log_and_of_the_relay(
    database: MakeDatabase, nats_url: str
) -> None:
    where, metrics = await database(), Metrics()
    async with laid_out(nats_url) as client, serve(room, settings(where, nats_url), metrics) as at:
        await until(lambda: is_ready(at))
        before = value(metrics, "append_batch_size_count", OF_ROOM) or 0
        await accepted(client, the_street)
        await accepted(client, register("C1"))
        await until(lambda: value(metrics, "relay_lag_positions", OF_LOG) == 0)

    appended = value(metrics, "append_batch_size_count", OF_ROOM) or 0
    assert appended - before == 2
    for name in ("append_commit_seconds", "head_lock_seconds"):
        assert value(metrics, f"{name}_count", OF_ROOM) == appended
    assert (value(metrics, "append_commit_seconds_sum", OF_ROOM) or 0) > 0


async def test_commands_under_way_are_counted_and_so_are_those_sent_away(nats_url: str) -> None:
    metrics, may_go_on = Metrics(), asyncio.Event()

    async def slow(_: Ask) -> Accepted:
        await may_go_on.wait()
        return Accepted(room=ROOM, stream="unit-shengquan", version=1, position=1)

    def under_way() -> float | None:
        return value(metrics, "commands_under_way", OF_ROOM)

    counter, broker = Counter(room, slow, [STREET], metrics, limit=2), Broker(nats_url, Hold(ROOM))
    await broker.start()
    await counter.open(broker)
    async with connected(nats_url, "gateway") as client:
        waiting = [asyncio.create_task(ask(client, the_street)) for _ in range(2)]
        await until(lambda: under_way() == 2)
        sent_away = await ask(client, the_street)
        may_go_on.set()
        await asyncio.gather(*waiting)
        await until(lambda: under_way() == 0)
    await counter.close(within=1)
    await broker.stop()

    assert isinstance(sent_away, Refused)
    assert value(metrics, "commands_limit", OF_ROOM) == 2
    busy = {**OF_ROOM, "command": "any", "outcome": "busy"}
    assert value(metrics, "commands_total", busy) == 1


async def test_who_does_not_carry_a_log_says_nothing_of_its_lag(
    database: MakeDatabase, nats_url: str
) -> None:
    told, metrics = settings(await database(), nats_url), Metrics()
    metrics.relay_lag_positions.labels(ROOM, STREET).set(7)  # it did, until a moment ago
    async with (
        connected(nats_url, ROOM) as client,
        log_of(room, told, metrics) as log,
        margin(told.database_url.get_secret_value()) as pool,
    ):
        relay = Relay(client, log, ROOM, STREET, woken=asyncio.Event(), epoch=an_epoch)
        async with beside(watermark.keep_telling(client, pool, ROOM, {STREET: relay}, metrics)):
            await until(lambda: value(metrics, "relay_lag_positions", OF_LOG) is None)
            relay.position = 0
            await until(lambda: value(metrics, "relay_lag_positions", OF_LOG) == 0)


async def test_ready_is_what_was_answered_last() -> None:
    metrics, good = Metrics(), [True]

    async def check() -> bool:
        return good[0]

    told = metrics.ready.labels(ROOM).set
    app = ops_app(health.routes(health.Heartbeat(), {"check": check}, told), metrics)
    async with serving(app, "127.0.0.1", 0) as at, httpx2.AsyncClient(base_url=at) as client:
        for so in (True, False, True):
            good[0] = so
            await client.get("/readyz")
            shown = (await client.get("/metrics")).text
            assert f'yizhan_ready{{program="{ROOM}"}} {float(so)}' in shown.splitlines()
