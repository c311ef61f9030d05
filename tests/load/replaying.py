"""d. Replay in order: every event of a log, as its own type."""

import asyncio
from functools import partial

from services.kernel.store import EventStore
from services.petitions.room import room
from services.plumbing.postgres import open_store
from tests.load.figures import Figure, Report, Run, growth, ratio, rounds
from tests.load.ground import Ground
from tests.load.hall import open_hall
from tests.load.library import PAGE, by_library
from tests.load.spent import spending
from tests.scenario import STREET


async def measure(ground: Ground, report: Report) -> None:
    """Against the library's recorder and mapper, pages of a thousand as well."""
    pid, log = ground.postgres.pid, ground.sizes.ten_times
    elsewhere, _ = await ground.database(None)
    _, service = await ground.database()
    await by_library("fill", pid, url=elsewhere, events=log)
    short = Figure(row="d", what="replay, typed, a tenth of the log", unit="events/s")
    async with ground.fast.holding(open_hall(service, pid)) as hall:
        await ground.fast.run(hall.found())
        await ground.fast.run(hall.grow(ground.sizes.log))
        replayed = partial(_replayed, hall.store, pid)
        await rounds(ground.sizes.rounds, (short, lambda: ground.fast.run(replayed())))
        await ground.fast.run(hall.grow(log))
    ours = Figure(row="d", what="replay, typed", unit="events/s")
    theirs = Figure(row="d", what="eventsourcing recorder and mapper", unit="events/s")
    async with ground.fast.holding(open_store(service)) as store:
        await rounds(
            ground.sizes.rounds,
            (theirs, partial(by_library, "replay", pid, url=elsewhere)),
            (ours, lambda: ground.fast.run(_replayed(store, pid))),
        )
    report.figures += [ours, short, theirs]
    report.goals += [ratio("d", ours, theirs, 1.2, 3), growth(short, ours)]


async def _replayed(store: EventStore, postgres: int) -> Run:
    """The next page is on its way while one is read."""
    done = 0
    with spending({"postgres": postgres}) as spent:
        coming = asyncio.ensure_future(store.read(STREET, 0, PAGE))
        while page := await coming:
            coming = asyncio.ensure_future(store.read(STREET, page[-1].position, PAGE))
            for stored in page:
                room.events.decode(stored.type, stored.schema_version, stored.body)
            done += len(page)
    return Run(count=done, seconds=spent.seconds, cpu=spent.cpu)
