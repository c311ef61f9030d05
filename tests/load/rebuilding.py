"""e. Rebuilding every read model from the rooms' real mix of events."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from services.gateway.apart import Apart
from services.gateway.http.words import EVENTS
from services.gateway.projector import Projector
from services.gateway.readmodels.every import every
from services.gateway.rebuilding import Rebuilding
from services.gateway.store import MIGRATIONS, open_store
from services.gateway.tables import Pool
from services.gateway.waiting import Tide
from tests.load.figures import Figure, Report, Run, growth, ratio
from tests.load.ground import Ground
from tests.load.library import by_library
from tests.load.mix import copied, the_mix
from tests.load.spent import spending

_LIBRARY_SECONDS = 5.0
_LIBRARY_LOG = 50_000
_SHORT_ROUNDS = 3


async def measure(ground: Ground, report: Report) -> None:
    """Against the library's tracked projection, which writes one row an event."""
    pid = ground.postgres.pid
    ours = Figure(row="e", what="rebuild of every read model", unit="events/s")
    theirs = Figure(row="e", what="eventsourcing tracked projection", unit="events/s")
    elsewhere, _ = await ground.database(None)
    await by_library("fill", pid, url=elsewhere, events=_LIBRARY_LOG)
    run = await by_library("project", pid, url=elsewhere, seconds=_LIBRARY_SECONDS)
    theirs.runs.append(run)
    short = Figure(row="e", what="rebuild of every read model, a tenth", unit="events/s")
    for _ in range(_SHORT_ROUNDS):
        short.runs.append((await _rebuilt(ground, ground.sizes.rebuilt // 10))[0])
    run, cards = await _rebuilt(ground, ground.sizes.rebuilt)
    ours.runs.append(run)
    report.figures += [ours, short, theirs]
    report.goals += [ratio("e", ours, theirs, 10, 40), growth(short, ours)]
    report.notes.append(
        f"e. is {run.count:,} events, {len(every)} read models, {cards:,} cards: the demonstration "
        "street's own logs, many times over, each copy with ids of its own."
    )


async def _rebuilt(ground: Ground, many: int) -> tuple[Run, int]:
    """Of about so many events; and how many cards that made."""
    pid = ground.postgres.pid
    async with _heard(ground, many) as (pool, url, events):
        projector = Projector(pool, every, EVENTS, Tide())
        rebuilding = Rebuilding(pool, every, projector, Apart(pool, url, os.cpu_count() or 1))
        with spending({"postgres": pid, "raising": os.getpid()}, own="") as spent:
            built = await rebuilding.rebuild_together([model.name for model in every])
        cards = sum(each.cards for each in built.values())
        assert cards, "nothing was built"
        assert not any(each.parked for each in built.values()), "an event did not fold"
        return Run(count=events, seconds=spent.seconds, cpu=spent.cpu), cards


@asynccontextmanager
async def _heard(ground: Ground, many: int) -> AsyncIterator[tuple[Pool, str, int]]:
    """A gateway's tables that have heard so many events and shown none."""
    _, service = await ground.database(MIGRATIONS)
    async with open_store(service) as pool:
        events = await copied(pool, await the_mix(), many)
        yield pool, service, events
