"""A program never loses the bus for good without saying so: it comes back, or it ends."""

import asyncio
import sys

import nats
import pytest
from nats.aio.client import Client
from nats.errors import Error

from services.plumbing.broker import Broker
from services.plumbing.bus import TRY_AGAIN_LATER, Hold, connected
from tests.conftest import MakeServer
from tests.plumbing.half_a_server import HalfServer, half_a_server
from tests.plumbing.on_the_wire import until
from tests.servers import BUS_USER

HOLDS_ON = """
import asyncio, sys
from services.plumbing.bus import connected
async def main():
    async with connected(sys.argv[1], "test"):
        print("in", flush=True)
        await asyncio.Event().wait()
asyncio.run(main())
"""


async def test_a_client_closed_for_good_ends_the_program_with_75() -> None:
    async with half_a_server() as half:
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-c", HOLDS_ON, half.url, stdout=asyncio.subprocess.PIPE
        )
        assert program.stdout is not None
        said = b""
        while b"in\n" not in said:
            said += await asyncio.wait_for(program.stdout.readline(), 10)
        half.say("-ERR 'Something is terribly wrong'")
        assert await asyncio.wait_for(program.wait(), 2) == TRY_AGAIN_LATER == 75


@pytest.mark.parametrize("kind", ["client", "broker"])
async def test_authorisation_errors_while_reconnecting_pass(kind: str) -> None:
    async with half_a_server() as half:
        if kind == "client":
            async with connected(half.url, "test") as client:
                await _flap(half, client)
        else:
            broker = Broker(half.url, Hold("test"))
            await broker.connect()
            await _flap(half, broker.connection)
            await broker.stop()


async def _flap(half: HalfServer, client: Client) -> None:
    half.turn_away = 2
    half.hang_up()
    await until(lambda: half.turned_away == 2, within=10)
    await until(lambda: client.is_connected, within=10)
    assert half.let_in == 2


@pytest.mark.parametrize("kind", ["client", "broker"])
async def test_a_wrong_password_ends_a_program_that_never_got_in(
    kind: str, own_nats: MakeServer
) -> None:
    server = await own_nats()
    wrong = server.url.replace(f"{BUS_USER}:", f"{BUS_USER}:not-")

    async def come_in() -> None:
        if kind == "client":
            async with connected(wrong, "test"):
                raise AssertionError("let in")
        await Broker(wrong, Hold("test")).connect()

    with pytest.raises(Error):
        await asyncio.wait_for(come_in(), 5)


async def test_an_outage_beyond_the_client_s_default_patience_is_waited_out(
    own_nats: MakeServer,
) -> None:
    server = await own_nats()
    tries = 0

    async def counted(error: Exception) -> None:
        nonlocal tries
        tries += 1

    # The default gives up after 60 tries; here they follow each other at once.
    hurried = {"reconnect_time_wait": 0, "error_cb": counted}
    hold = Hold("test")
    ours = await nats.connect(server.url, **(hold.options() | hurried))
    default = await nats.connect(server.url, reconnect_time_wait=0, error_cb=counted)
    await server.stop()
    await until(lambda: default.is_closed, within=20)
    tries = 0
    await until(lambda: tries > 60, within=20)
    await server.start()
    await until(lambda: ours.is_connected, within=10)
    await hold.leave(ours)


async def test_a_denied_subject_is_counted_and_nothing_ends() -> None:
    async with half_a_server() as half:
        hold = Hold("test")
        client = await nats.connect(half.url, **hold.options())
        await hold.reached()
        half.say("-ERR 'Permissions Violation for Publish to \"evt.mediation.x\"'")
        await until(lambda: hold.denied == 1)
        assert client.is_connected
        await hold.leave(client)


async def test_parting_while_the_bus_is_away_raises_nothing() -> None:
    async with half_a_server() as half:
        hold = Hold("test")
        client = await nats.connect(half.url, **hold.options())
        half.turn_away = 1_000
        half.hang_up()
        await until(lambda: not client.is_connected)
        await asyncio.wait_for(hold.leave(client), 10)
        assert client.is_closed
