"""How far a room has heard is kept once in a while, and always before it acts."""

import pytest

from services.plumbing.checkpoints import Checkpoint, CheckpointMoved, Pool
from tests.plumbing.test_reactions import Execute, listener, pool, rang, told
from tests.scenario import STREET

__all__ = ["pool"]


async def test_events_that_ask_for_nothing_move_the_checkpoint_at_rest_and_before_acting(
    pool: Pool,
) -> None:
    one, kept = listener(pool, Execute()), Checkpoint(pool, "tower", STREET)
    assert await one.after() == 0
    for position in (1, 2, 3):
        await one.apply([told(position, "NeverHeardOf")])
    assert await kept.read() == 0
    await one.settle()
    assert await kept.read() == 3
    await one.apply([told(4, "NeverHeardOf")])
    await one.apply([rang(5)])
    assert await kept.read() == 5


async def test_whoever_was_overtaken_learns_it_before_acting(pool: Pool) -> None:
    execute = Execute()
    one, another = listener(pool, execute), listener(pool, Execute())
    await one.apply([told(1, "NeverHeardOf")])
    await another.apply([told(1, "NeverHeardOf"), rang(2)])
    with pytest.raises(CheckpointMoved):
        await one.apply([rang(2)])
    assert execute.asked == []
    assert await one.after() == 2
