"""g. HTTP commands through gateway, bus, room and log, 64 connections."""

from functools import partial

from tests.load.a_town import PREMISES
from tests.load.clients import knocked
from tests.load.figures import Figure, Report, ratio, rounds
from tests.load.ground import Ground
from tests.load.http_connection import request
from tests.load.pgbench import Pgbench
from tests.load.plain_server import serving_plainly

_SERVERS = ("gateway", "petitions", "nats", "postgres")


async def measure(ground: Ground, report: Report) -> None:
    """Against one FastAPI handler that does one insert; and a command that seals a narrative and
    writes nothing, since the same person's same matter is open."""
    sizes = ground.sizes
    owner, _ = await ground.database()
    await Pgbench(ground, owner).prepare()
    ours = Figure(row="g", what="HTTP commands, one event each")
    sealed = Figure(
        row="g", what="HTTP petitions brought again: sealed, and answered with the one that is open"
    )
    plain = Figure(row="g", what="FastAPI, one asyncpg insert", unit="requests/s")
    town = await ground.town()
    async with serving_plainly(owner) as (port, pid):
        servers = town.servers(*_SERVERS)
        ask = partial(knocked, town.port, seconds=sizes.seconds, servers=servers)
        inserts = [request("POST", f"/insert/P{n:05}", PREMISES) for n in range(100)]
        both = {"plain": pid, "postgres": ground.postgres.pid}
        await rounds(
            sizes.rounds,
            (plain, partial(knocked, port, inserts, both, seconds=sizes.seconds)),
            (ours, partial(ask, requests=town.premises())),
            (sealed, partial(ask, requests=town.petitions(), status=201)),
        )
    report.figures += [ours, sealed, plain]
    report.goals.append(ratio("g", ours, plain, 0.5, 1.5))
