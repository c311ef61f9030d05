"""A room that hears everything once more does nothing a second time."""

import pytest

from tests.faults.load import under_load
from tests.faults.verdict import all_is_well
from tests.faults.whole import settled
from tests.walk.client import Client
from tests.walk.logs import opened
from tests.walk.town import ROOMS, Town


@pytest.mark.parametrize("room", ROOMS)
async def test_a_room_set_back_to_the_beginning_adds_nothing_to_its_log(
    town: Town, client: Client, room: str
) -> None:
    async with under_load(client, f"again-{room}") as load:
        await load.more(40)
    before = await settled(town)
    with town.unattended():
        killed = town.kill(room)
        async with opened(town, room) as connection:
            await connection.execute("UPDATE reaction_checkpoint SET position = 0")
    await town.back(room, than=killed)
    assert await settled(town) == before
    await all_is_well(town, client, load)
