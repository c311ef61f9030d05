"""What must be true after every fault, whatever it was."""

from tests.faults.load import Load
from tests.faults.shown import (
    read_models_are_as_rebuilt,
    statistics_are_counts_of_the_log,
    the_copy_is_the_logs,
)
from tests.faults.whole import acknowledged_once, logs_are_whole, settled
from tests.walk.client import Client
from tests.walk.town import Town


async def all_is_well(town: Town, client: Client, load: Load) -> None:
    """Nothing acknowledged is lost or doubled, and everything has converged by itself."""
    await settled(town)
    assert town.denied() == []
    await logs_are_whole(town)
    await acknowledged_once(town, load.acknowledged)
    await the_copy_is_the_logs(town)
    await read_models_are_as_rebuilt(town)
    await statistics_are_counts_of_the_log(town, client)
