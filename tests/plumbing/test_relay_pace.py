"""A relay carries each event at once, also while it looks where its stream stands."""

import asyncio
from functools import partial

import pytest

from services.plumbing.bus import connected
from services.plumbing.provision import provision
from services.plumbing.relay import Relay
from tests.plumbing.on_the_wire import ROOM, LogOnPaper, an_epoch, beside, until
from tests.scenario import STREET


async def test_looking_again_where_the_stream_stands_holds_nothing_up(
    nats_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.plumbing.relay._LOOK_AGAIN", 0.05)
    monkeypatch.setattr("services.plumbing.relay._WAIT", 3600.0)
    log, woken = LogOnPaper(), asyncio.Event()
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        relay = Relay(client, log, ROOM, STREET, woken=woken, epoch=an_epoch)
        async with beside(relay.run()):
            for position in range(1, 9):
                await asyncio.sleep(0.05)
                await log.write(1)
                woken.set()
                await until(partial(carried_to, relay, position))


def carried_to(relay: Relay, position: int) -> bool:
    return relay.position == position
