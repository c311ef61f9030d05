"""The bus fails in every way a bus can: restarted, away for long, wiped, fed by two relays."""

import asyncio
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import psutil

from services.plumbing.bus import connected
from services.plumbing.postgres import open_store
from services.plumbing.relay import Relay
from services.town.asking import answers_well
from services.town.paths import CHECKOUT
from services.town.ports import free_port
from tests.faults.load import under_load
from tests.faults.verdict import all_is_well
from tests.walk.client import Client
from tests.walk.logs import opened
from tests.walk.patience import eventually
from tests.walk.people import CLERK, OFFICER, resident
from tests.walk.petitioning import demand
from tests.walk.town import STREET, Town

OUTAGE = 6.0


async def test_the_bus_is_restarted(town: Town, client: Client) -> None:
    async with under_load(client, "restarted-bus") as load:
        await load.more(30)
        before = town.kill("nats", signal.SIGTERM)
        await town.back("nats", than=before)
        await load.more(60)
    await all_is_well(town, client, load)


async def test_the_bus_loses_its_data_while_everything_else_goes_on(
    town: Town, client: Client
) -> None:
    async with under_load(client, "wiped-bus") as load:
        await load.more(30)
        with town.unattended():
            before = town.kill("nats")
            shutil.rmtree(town.folder.nats)
        await town.back("nats", than=before)
        await load.more(60)
    await all_is_well(town, client, load)


async def test_the_data_of_the_bus_is_deleted_while_the_town_is_down(
    town: Town, client: Client
) -> None:
    async with under_load(client, "emptied-bus") as load:
        await load.more(30)
        await town.down()
        shutil.rmtree(town.folder.nats)
        await town.up()
        await load.more(60)
    await all_is_well(town, client, load)


async def test_while_the_bus_is_away_commands_wait_and_reading_goes_on(
    town: Town, client: Client
) -> None:
    async with under_load(client, "bus-away") as load:
        await load.more(30)
        with town.unattended():
            before = town.kill("nats")
            async with asyncio.timeout(OUTAGE * 3):
                refused = await client.post(CLERK, "petitions", demand(resident("in vain")))
                headline = await client.get(OFFICER, "statistics/headline")
                await asyncio.sleep(OUTAGE)
        await town.back("nats", than=before)
        await load.more(30)
    assert (refused.status_code, headline.status_code) == (503, 200)
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert int(refused.headers["Retry-After"]) > 0
    await all_is_well(town, client, load)


async def test_two_relays_of_one_log_at_once_publish_everything_once(
    town: Town, client: Client
) -> None:
    """The room's own, and another beside it that nobody told about the first."""
    async with (
        open_store(town.database("petitions")) as store,
        connected(town.nats("petitions"), "petitions") as bus,
        opened(town, "petitions") as connection,
    ):
        epoch = await connection.fetchval("SELECT epoch FROM log_head WHERE log = $1", STREET)
        woken, told = asyncio.Event(), partial(_said, str(epoch))
        relay = Relay(bus, store, "petitions", STREET, woken=woken, epoch=told)
        carrying = asyncio.create_task(relay.run())
        async with under_load(client, "two-relays") as load:
            await load.more(200)
        carrying.cancel()
        await asyncio.wait((carrying,))
        assert not relay.diverged
    await all_is_well(town, client, load)


async def test_two_replicas_of_a_room_share_the_work_and_one_dies(
    town: Town, client: Client
) -> None:
    async with under_load(client, "replicas") as load:
        async with _another(town, "mediation"):
            await load.more(60)
            killed = town.kill("mediation")
            await load.more(60)
            await town.back("mediation", than=killed)
            await load.more(30)
        await load.more(30)
    await all_is_well(town, client, load)


async def _said(epoch: str, street: str) -> str:
    return epoch


@asynccontextmanager
async def _another(town: Town, room: str) -> AsyncIterator[None]:
    """A second process of a room, told what the first was told, with a door of its own."""
    pid = town.program(room).pid
    assert pid is not None
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"services.{room}"),
        cwd=CHECKOUT,
        env={**psutil.Process(pid).environ(), "YIZHAN_OPS_PORT": str(port)},
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        await eventually(lambda: answers_well(f"http://127.0.0.1:{port}/readyz"), within=90)
        yield
        # Unasked for, and without a word of goodbye.
        process.kill()
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
