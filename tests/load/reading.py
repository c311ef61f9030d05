"""h. HTTP reads of one case, 64 connections."""

from functools import partial

from tests.load.clients import knocked
from tests.load.figures import Figure, Report, ratio, rounds
from tests.load.ground import Ground
from tests.load.http_connection import request
from tests.load.plain_server import serving_plainly
from tests.walk.people import COMMUNITY_CHAIR


async def measure(ground: Ground, report: Report) -> None:
    """Against one FastAPI handler that returns the same answer as a constant."""
    seconds = ground.sizes.seconds
    owner, _ = await ground.database(None)
    ours = Figure(row="h", what="HTTP reads of one case", unit="reads/s")
    plain = Figure(row="h", what="FastAPI, a constant of the same size", unit="requests/s")
    town = await ground.town()
    path = f"cases/{await town.a_case()}"
    said = (await town.client.get(COMMUNITY_CHAIR, path)).text
    async with serving_plainly(owner, said) as (port, pid):
        one, servers = town.get(COMMUNITY_CHAIR, path), town.servers("gateway", "postgres")
        constant = request("GET", "/constant")
        await rounds(
            ground.sizes.rounds,
            (plain, partial(knocked, port, [constant], {"plain": pid}, seconds=seconds)),
            (ours, partial(knocked, town.port, [one], servers, seconds=seconds)),
        )
    report.figures += [ours, plain]
    report.goals.append(ratio("h", ours, plain, 0.5, 1.0))
    report.notes.append(f"h. answers {len(said.encode()):,} bytes of JSON.")
