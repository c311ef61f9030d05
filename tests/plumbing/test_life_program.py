"""`python -m services.petitions`: it starts with a sentence or well, and closes in time."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.plumbing.settings import RoomSettings
from tests.conftest import MakeDatabase
from tests.plumbing.an_open_room import accepted, laid_out
from tests.plumbing.on_the_wire import (
    TOKEN,
    register,
    settings,
    the_street,
)
from tests.scenario import STREET


def environment(told: RoomSettings) -> dict[str, str]:
    assert told.migration_url is not None
    return {
        **os.environ,
        "YIZHAN_DATABASE_URL": told.database_url.get_secret_value(),
        "YIZHAN_MIGRATION_URL": told.migration_url.get_secret_value(),
        "YIZHAN_NATS_URL": told.nats_url.get_secret_value(),
        "YIZHAN_STREETS": STREET,
        "YIZHAN_FEED_TOKEN": TOKEN,
    }


@asynccontextmanager
async def program(told: dict[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python -m services.petitions`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.petitions", env=told, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:  # its few lines stay in the pipe
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_told_to_stop_a_room_finishes_and_ends_well(
    database: MakeDatabase, nats_url: str
) -> None:
    told = environment(settings(await database(), nats_url))
    async with laid_out(nats_url) as client, program(told) as process:
        await accepted(client, the_street)
        answers = [asyncio.create_task(accepted(client, register(f"C{n}"))) for n in range(20)]
        await asyncio.wait(answers, return_when=asyncio.FIRST_COMPLETED)
        began = asyncio.get_running_loop().time()
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0
        assert asyncio.get_running_loop().time() - began < 10
        async with program(told):
            replies = await asyncio.gather(*answers)
    assert sorted(each.position for each in replies) == list(range(2, 22))


async def test_a_room_still_waiting_for_its_servers_ends_when_told(
    database: MakeDatabase,
) -> None:
    nowhere = settings(await database(), "nats://127.0.0.1:1")
    async with program(environment(nowhere)) as process:
        assert process.stdout is not None
        said = b""
        while b"the bus is out of reach" not in said:
            said = await asyncio.wait_for(process.stdout.readline(), 20)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_a_wrong_environment_ends_a_room_with_a_sentence() -> None:
    told = {name: value for name, value in os.environ.items() if not name.startswith("YIZHAN_")}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "services.petitions", env=told, stderr=asyncio.subprocess.PIPE
    )
    _, said = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 78
    assert "YIZHAN_DATABASE_URL" in said.decode()
