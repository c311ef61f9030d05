"""A street of containers, used through its front door while bad luck and an operator are busy."""

import asyncio
from collections.abc import Sequence

import pytest

from tests.deploy.acknowledged import nothing_is_lost
from tests.deploy.composed import ComposedStreet, ran
from tests.faults.load import under_load
from tests.walk.client import Client
from tests.walk.patience import eventually
from tests.walk.people import CLERK, COMMUNITY, OFFICER, resident
from tests.walk.petitioning import demand

pytestmark = pytest.mark.needs_engine


async def test_a_petition_is_filed_and_seen(client: Client) -> None:
    who = resident("of the composed street")
    filed = await client.ask(CLERK, "petitions", demand(who))
    seen = await client.see(COMMUNITY, f"petitions/{filed.key}", after=filed)
    assert (seen["petition_id"], seen["status"]) == (filed.key, "registered")


async def test_a_room_is_scaled_to_three_and_back_under_load(
    street: ComposedStreet, client: Client
) -> None:
    async with under_load(client, "scaling") as load:
        await load.more(30)
        await street.scale("petitions", 3)
        replicas = await street.containers("petitions")
        assert len(replicas) == 3

        async def all_at_work() -> bool:
            counts = [await street.commands_of(each) for each in replicas]
            return all(count > 0 for count in counts)

        await eventually(all_at_work, 60)
        await load.more(60)
        await street.scale("petitions", 1)
        assert len(await street.containers("petitions")) == 1
        await load.more(60)
    await nothing_is_lost(client, load)


async def test_a_room_is_killed_and_started_again_under_load(
    street: ComposedStreet, client: Client
) -> None:
    async with under_load(client, "killed") as load:
        await load.more(30)
        victim = await street.only("mediation")
        await ran("docker", "kill", victim)
        refused = await client.get(OFFICER, "statistics/headline")
        await ran("docker", "start", victim)
        await load.more(60)
    assert refused.status_code == 200
    await nothing_is_lost(client, load)


async def reading_goes_on(
    client: Client, load_name: str, cut: Sequence[str], mended: Sequence[str]
) -> None:
    """Between two commands of docker nothing is taken, all is read; and nothing is lost after."""
    async with under_load(client, load_name) as load:
        await load.more(30)
        await ran("docker", *cut)
        try:
            asked = await client.post(CLERK, "petitions", demand(resident("in vain")))
            reading = [await client.get(OFFICER, "statistics/headline") for _ in range(20)]
        finally:
            await ran("docker", *mended)
        await load.more(60)
    assert asked.status_code == 503
    assert {each.status_code for each in reading} == {200}
    await nothing_is_lost(client, load)


async def test_the_bus_stands_still_and_reading_goes_on(
    street: ComposedStreet, client: Client
) -> None:
    bus = await street.only("nats")
    await reading_goes_on(client, "paused-bus", ("pause", bus), ("unpause", bus))


async def test_the_gateway_is_cut_off_from_the_bus_and_reading_goes_on(
    street: ComposedStreet, client: Client
) -> None:
    """No connection is closed: nothing more comes through it."""
    here = (street.bus, await street.only("gateway"))
    way = ("network", "disconnect", *here), ("network", "connect", *here)
    await reading_goes_on(client, "cut-off", *way)


async def test_the_database_is_killed_and_nothing_acknowledged_is_lost(
    street: ComposedStreet, client: Client
) -> None:
    async with under_load(client, "killed-database") as load:
        await load.more(30)
        database = await street.only("postgres")
        await ran("docker", "kill", database)
        await asyncio.gather(ran("docker", "start", database), load.more(60, within=90))
    await nothing_is_lost(client, load)
