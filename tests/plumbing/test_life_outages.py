"""A room loses nothing while its servers come late, stop, or lose what they had."""

import asyncio

from pydantic import SecretStr

from services.kernel.replies import Accepted, Refused
from services.plumbing.life import serve
from services.plumbing.settings import RoomSettings
from tests.conftest import MakeDatabase, MakeServer
from tests.plumbing.an_open_room import accepted, ask, is_ready, laid_out, published, ready, room
from tests.plumbing.on_the_wire import (
    asking,
    beside,
    register,
    settings,
    the_street,
    until,
)
from tests.scenario import STREET


async def test_a_room_started_before_its_servers_comes_up_by_itself(
    own_nats: MakeServer, database: MakeDatabase
) -> None:
    where, bus = await database(), await own_nats()
    await bus.stop()
    told = settings(where, bus.url)

    async def live() -> None:
        async with serve(room, told.model_copy(update={"ops_port": 0})) as address:
            opened.set_result(address)
            await asyncio.Event().wait()

    opened: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    async with beside(live()):
        done, _ = await asyncio.wait([opened], timeout=1.0)
        assert not done
        await bus.start()
        async with laid_out(bus.url) as client:
            address = await asyncio.wait_for(opened, 10)
            await until(lambda: is_ready(address))
            assert isinstance(await ask(client, the_street), Accepted)


async def test_a_lost_bus_loses_nothing(database: MakeDatabase, own_nats: MakeServer) -> None:
    where, bus = await database(), await own_nats()
    async with laid_out(bus.url) as client, serve(room, settings(where, bus.url)) as address:
        await until(lambda: is_ready(address))
        for n in range(12):
            await accepted(client, register(f"C{n}") if n else the_street)
        await bus.kill()
        await until(lambda: not client.is_connected)
        assert (await ready(address))[1]["bus"] is False
        for path in sorted(bus.data.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        await bus.start()
        await until(lambda: client.is_connected)
        await accepted(client, register("C12"))

        async def carried() -> bool:
            return await published(client) == 13

        await until(carried, within=20)
        await until(lambda: is_ready(address))


async def test_without_its_database_a_room_answers_busy_and_goes_on_after(
    own_postgres: MakeServer, nats_url: str
) -> None:
    server = await own_postgres()
    told = RoomSettings(
        database_url=SecretStr(server.url),
        migration_url=SecretStr(server.url),
        nats_url=SecretStr(nats_url),
        streets=(STREET,),
    )
    async with laid_out(nats_url) as client, serve(room, told) as address:
        await until(lambda: is_ready(address))
        await accepted(client, the_street)
        await server.kill()
        asked = asking(register("C1"))
        refusal = await ask(client, asked, timeout=10)
        assert isinstance(refusal, Refused)
        assert (refusal.slug, refusal.kind) == ("log-unreachable", "busy")
        assert (await ready(address))[1]["postgres"] is False
        await server.start()
        assert (await accepted(client, asked)).position == 2
        await until(lambda: is_ready(address))

        async def carried() -> bool:
            return await published(client) == 2

        await until(carried)
