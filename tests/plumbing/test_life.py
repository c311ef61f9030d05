"""A room's process: it comes up by itself, answers whatever happens, and closes in time."""

import asyncio
from dataclasses import replace

import httpx2

from services.kernel import Command, Event
from services.kernel.actor import Actor, system
from services.kernel.ask import Ask
from services.kernel.decider import Standing
from services.kernel.record import Recorded
from services.kernel.room import Hearing
from services.petitions.room import room as hall
from services.plumbing.addresses import stream_name
from services.plumbing.bus import connected
from services.plumbing.feed_reader import reading
from services.plumbing.life import serve
from services.plumbing.provision import provision
from tests.conftest import MakeDatabase
from tests.plumbing.an_open_room import accepted, is_ready, laid_out, published, ready, room
from tests.plumbing.on_the_wire import (
    ROOM,
    TOKEN,
    register,
    settings,
    the_street,
    until,
)
from tests.scenario import STREET


async def test_a_command_reaches_the_log_the_bus_and_the_feed(
    database: MakeDatabase, nats_url: str
) -> None:
    where = await database()
    async with laid_out(nats_url) as client, serve(room, settings(where, nats_url)) as address:
        await until(lambda: is_ready(address))
        first = await accepted(client, the_street)
        assert (first.version, first.position) == (1, 1)
        for n in range(2, 31):
            assert (await accepted(client, register(f"C{n}"))).position == n

        async def carried() -> bool:
            return await published(client) == 30

        await until(carried)
        async with reading(address, TOKEN) as feed:
            assert len(await feed.events(STREET, 0, 1000)) == 30
        async with httpx2.AsyncClient(base_url=address) as http:
            contract = await http.get("/asyncapi.json")
            assert contract.json()["asyncapi"].startswith("3.")


async def test_a_room_s_start_leaves_the_bus_as_it_is_laid_out(
    database: MakeDatabase, nats_url: str
) -> None:
    async def layout() -> bytes:
        answer = await client.request(f"$JS.API.STREAM.INFO.{stream_name(ROOM, STREET)}", timeout=2)
        return bytes(answer.data.partition(b'"state"')[0])

    where = await database()
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        before = await layout()
        async with serve(room, settings(where, nats_url)) as address:
            await until(lambda: is_ready(address))
            await accepted(client, the_street)
        assert await layout() == before


async def test_a_room_is_not_ready_without_its_stream(
    database: MakeDatabase, nats_url: str
) -> None:
    where = await database()
    async with (
        connected(nats_url, "test") as client,
        serve(room, settings(where, nats_url)) as address,
    ):
        status, found = await ready(address)
        assert (status, found["streams"], found["postgres"]) == (503, False, True)
        await provision(client, ROOM, STREET)
        await until(lambda: is_ready(address))


async def test_a_diverged_log_makes_the_room_unready(database: MakeDatabase, nats_url: str) -> None:
    where = await database()
    async with connected(nats_url, "test") as client:
        await provision(client, ROOM, STREET)
        await client.jetstream().publish(f"evt.{ROOM}.{STREET}.unit.Other", b"{}")
        async with serve(room, settings(where, nats_url)) as address:

            async def unready() -> bool:
                status, found = await ready(address)
                return status == 503 and not found["relays"]

            await until(unready)


async def test_a_room_hears_another_and_itself_and_acts(
    database: MakeDatabase, nats_url: str
) -> None:
    """Two halls: the second hears the first's units and registers those it lacks."""

    def itself(ask: Ask, standing: Standing, around: object) -> Actor:
        assert ask.principal == system("mediation", STREET)
        return Actor(person=ask.principal.person, role="system", org=STREET)

    def echo(heard: Recorded[Event]) -> list[Command]:
        told = heard.event.model_dump()
        return [the_street] if told["unit_id"] == STREET else [register(told["unit_id"])]

    def grow(heard: Recorded[Event]) -> list[Command]:
        return [register("C9")] if heard.event.key == "C1" else []

    hears = {
        "petitions": Hearing(words=hall.events, react=echo),
        "mediation": Hearing(words=hall.events, react=grow),
    }
    second = replace(hall, name="mediation", hears=hears, permit=itself)
    first_db, second_db = await database(), await database()
    async with connected(nats_url, "test") as client:
        for name in ("petitions", "mediation"):
            await provision(client, name, STREET)
        async with serve(room, settings(first_db, nats_url)) as address:
            told = settings(second_db, nats_url).model_copy(update={"feeds": {ROOM: address}})
            async with serve(second, told) as other, reading(other, TOKEN) as feed:
                await until(lambda: is_ready(other))
                for unit in (the_street, register("C1"), register("C2")):
                    await accepted(client, unit)

                async def units() -> list[str]:
                    return [each.key for each in await feed.events(STREET, 0, 100)]

                async def grown() -> bool:
                    return len(await units()) == 4

                await until(grown)
                assert sorted(await units()) == ["C1", "C2", "C9", STREET]
                await until(lambda: is_ready(other))


async def test_two_replicas_share_the_work_and_one_log(
    database: MakeDatabase, nats_url: str
) -> None:
    where = await database()
    told = settings(where, nats_url)
    async with laid_out(nats_url) as client, serve(room, told) as one, serve(room, told) as two:
        await until(lambda: is_ready(one))
        await until(lambda: is_ready(two))
        await accepted(client, the_street)
        replies = await asyncio.gather(*(accepted(client, register(f"C{n}")) for n in range(2, 41)))
        assert sorted(each.position for each in replies) == list(range(2, 41))

        async def carried() -> bool:
            return await published(client) == 40

        await until(carried)
