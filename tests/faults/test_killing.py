"""kill -9 of each program in turn, and of all at once, while people are asking."""

import pytest

from tests.faults.load import under_load
from tests.faults.verdict import all_is_well
from tests.walk.client import Client
from tests.walk.town import Town

PROGRAMS = ("petitions", "mediation", "activities", "gateway", "postgres", "nats", "provisioner")


@pytest.mark.parametrize("name", PROGRAMS)
async def test_a_killed_program_comes_back_and_nothing_is_lost(
    town: Town, client: Client, name: str
) -> None:
    async with under_load(client, f"killed-{name}") as load:
        await load.more(30)
        killed = town.kill(name)
        await load.more(30)
        await town.back(name, than=killed)
        await load.more(30)
    await all_is_well(town, client, load)


async def test_after_kill_9_of_everything_the_street_goes_on(town: Town, client: Client) -> None:
    async with under_load(client, "killed-everything") as load:
        await load.more(40)
        town.kill_everything()
        await town.up()
        await load.more(40)
    assert load.troubles["ConnectError"] > 0
    await all_is_well(town, client, load)
